/* The scripts of the synthesis board, named here so that the browser asks for them at once. */
import "./lifting.js";
import "./telling.js";
import "./drag.js";
import "./themes.js";
import "./panel.js";
import "./picks.js";
import "./working.js";
import "./undoing.js";

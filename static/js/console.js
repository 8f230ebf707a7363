/* The script that the host's console asks for beside app.js; each of these does one thing there. */
import "./lulls.js";
import "./evening-line.js";
import "./undo.js";
import "./joining.js";
import "./folds.js";

/* What the page of the harvest needs beside the common script. */
import "./choosing.js";
import "./exporting.js";

/* One websocket at a time. What still happens to one that was dropped is nobody's business any more; close() alone would
   not do, for some browsers take a minute to report it when the network has gone. */
import { stopwatch } from "./time.js";

let socket = null;
let isOpened = false;
let age = stopwatch();

export const isOpen = () => isOpened;
export const isTrying = () => socket !== null && !isOpened;

/** Milliseconds since this try began, or since the socket opened. */
export const ageOfSocket = () => age();

export function drop() {
  const old = socket;
  socket = null;
  isOpened = false;
  if (!old) return;
  old.onopen = old.onmessage = old.onclose = null;
  old.close();
}

/** Tries to connect; `opened()`, `heard(message)` and `closed(code)` are called as it happens. */
export function connect(path, { opened, heard, closed }) {
  drop();
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  age = stopwatch();
  socket = new WebSocket(url);
  socket.onopen = () => {
    isOpened = true;
    age = stopwatch();
    opened();
  };
  socket.onmessage = (event) => heard(JSON.parse(event.data));
  socket.onclose = (event) => closed(event.code);
}

/** Sends an object; false when there is no way just now. */
export function send(message) {
  if (!isOpened || socket.readyState !== WebSocket.OPEN) return false; // it may be closing and not have said so yet
  socket.send(JSON.stringify(message));
  return true;
}

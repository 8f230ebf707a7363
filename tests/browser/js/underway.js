/* What this page has sent and nobody has answered yet, so that its clock is not wound on past an answer that a slow
   machine has only not brought yet. window.underway() tells it: "fetch", "socket" for one that opens, and what open
   sockets wait for: "pong", "to" (where we stand) and "ack KEY". window.underway.forget() waits for none of it any more. */
{
  const ANSWERS = { ping: () => "pong", since: () => "to", post: ({ post }) => `ack ${post.key}` };
  const waited = new Map(); // a promise or a socket -> what it waits for
  window.underway = () => [...waited.values()].flat();
  window.underway.forget = () => waited.clear();

  const note = (answer) => {
    const done = () => waited.delete(answer);
    waited.set(answer, ["fetch"]);
    answer.then(done, done);
    return answer;
  };
  const { fetch } = window;
  window.fetch = (...asked) => note(fetch(...asked));
  for (const name of ["json", "text"]) {
    const read = Response.prototype[name];
    Response.prototype[name] = function () { return note(read.call(this)); };
  }

  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) {
      super(...args);
      waited.set(this, ["socket"]);
      this.addEventListener("open", () => waited.set(this, []));
      this.addEventListener("close", () => waited.delete(this));
      this.addEventListener("message", ({ data }) => this.hear(JSON.parse(data)));
    }

    send(text) {
      const said = JSON.parse(text);
      const answers = Object.keys(ANSWERS).filter((name) => name in said).map((name) => ANSWERS[name](said));
      waited.set(this, [...(waited.get(this) ?? []), ...answers]);
      super.send(text);
    }

    hear(told) {
      const heard = new Set(["pong", "to"].filter((name) => name in told).concat(`ack ${told.ack}`));
      waited.set(this, (waited.get(this) ?? []).filter((answer) => !heard.has(answer)));
    }

    close(...args) {
      waited.delete(this);
      super.close(...args);
    }
  };
}

/* The set-up page thinks along: tables and chairs follow the number of guests, rounds and questions follow the
   template, until somebody has typed a number of their own. The server proposes the same without this script. */

const form = document.querySelector("form.setup");
const sentence = document.querySelector("[data-proposal-sentence]");
const field = (name) => form.elements[name];
const number = (name) => Math.max(1, Math.floor(Number(field(name).value)) || 1);
const filled = (pattern, words) => pattern.replace(/\{(\w+)\}/g, (place, word) => words[word] ?? place);
const isOwn = new Set(); // fields in which somebody typed

function counted(name, n) {
  const [one, many] = sentence.dataset[name].split("|");
  return n === 1 ? one : filled(many, { n });
}

function say() {
  const [guests, tables, rounds, minutes] = ["expected", "tables", "rounds", "minutes"].map(number);
  const fewest = Math.floor(guests / tables);
  const most = Math.ceil(guests / tables);
  const [even, uneven] = sentence.dataset.seats.split("|");
  sentence.textContent = filled(sentence.dataset.proposalSentence, {
    guests: counted("guests", guests),
    tables: counted("tables", tables),
    seats: fewest === most ? filled(even, { n: most }) : filled(uneven, { fewest, most }),
    rounds: counted("rounds", rounds),
    minutes,
    total: rounds * (minutes + 5),
  });
}

function propose() {
  const guests = number("expected");
  if (!isOwn.has("tables")) field("tables").value = Math.min(60, Math.ceil(guests / 5));
  if (!isOwn.has("seats")) field("seats").value = Math.min(12, Math.max(4, Math.ceil(guests / number("tables"))));
}

function showQuestions() {
  const rounds = number("rounds");
  for (const row of form.querySelectorAll("[data-round-question]")) row.hidden = Number(row.dataset.roundQuestion) > rounds;
}

function take(template) {
  const { question, questions, rounds, topics } = template.dataset;
  if (!isOwn.has("question")) field("question").value = question;
  if (!isOwn.has("topics")) field("topics").value = topics;
  if (!isOwn.has("rounds")) field("rounds").value = Number(rounds) || 3;
  const lines = questions.split("\n");
  for (const row of form.querySelectorAll("[data-round-question]")) {
    const name = `questions_${row.dataset.roundQuestion}`;
    if (!isOwn.has(name)) field(name).value = lines[row.dataset.roundQuestion - 1] ?? "";
  }
}

if (form && sentence) {
  form.addEventListener("input", ({ target }) => {
    if (target.name === "template") take(target);
    else isOwn.add(target.name);
    if (target.name === "expected" || target.name === "tables") propose();
    showQuestions();
    say();
  });
  if (document.getElementById("error-summary")) for (const { name } of form.elements) isOwn.add(name); // all that was typed stays
  else propose();
  showQuestions();
  say();
}

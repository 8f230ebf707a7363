/* Which of the three verbs a text asks for, or none: app/synthesis/categories.py and rules.py over again, with the same
   rules (how they are written stands there). Nothing of the text leaves the device. */

const NO_WORDS = ["^", ".", "?", "…"];
const ENDS_OF_SENTENCE = [".", "?"];
const LETTER = "0-9A-Za-zÀ-ÖØ-öø-ſ";
const TOKEN = new RegExp(
  `([${LETTER}]+(?:['’][A-Za-z]+)*)|([.:;!?…]+(?![${LETTER}])|[\\n→])|,(?![${LETTER}])|[()–—•|]|[ \\t]-+(?=[ \\t\\n])`, "g");

const plain = (word) => word.toLowerCase().replaceAll("’", "'");

function tokens(text) {
  const found = [...text.matchAll(TOKEN)].map((match) => {
    const [whole, spelt, mark] = match;
    const ends = spelt ? "" : !mark ? "," : mark.includes("?") ? "?" : ".";
    return { word: plain(spelt ?? ""), spelt: spelt ?? "", start: match.index, stop: match.index + whole.length, ends };
  });
  return [...found, { word: "", spelt: "", start: text.length, stop: text.length, ends: "." }];
}

function fits(element, spelt) {
  if (element.startsWith("=")) return spelt === element.slice(1);
  const word = plain(spelt);
  const [head, ...middle] = element.split("*");
  if (!middle.length) return word === head;
  const tail = middle.pop();
  let at = head.length;
  for (const part of middle) {
    const place = word.indexOf(part, at);
    if (place < 0) return false;
    at = place + part.length;
  }
  return word.startsWith(head) && word.endsWith(tail) && word.length >= at + tail.length;
}

function apart(pattern) {
  const [before, verb] = pattern.split("|");
  return verb ? [before + verb, `${before}zu${verb}`, `${before}ge${verb}`, `${verb} … ${before} .`] : [pattern];
}

function ruleOf(pattern, category, points, cuts) {
  const elements = pattern.split(" ");
  const words = elements.filter((element) => !NO_WORDS.includes(element));
  const letters = words.reduce((sum, word) => sum + 2 * word.replace(/[=*]/g, "").length + !word.includes("*"), 0);
  const opens = elements[0] === "^";
  return { category, points, cuts, opens, elements: opens ? elements.slice(1) : elements, words: words.length, letters };
}

/** The rules as they are used, from the parsed file. */
export function rulebook(written) {
  const rules = written.rules.flatMap(([category, points, patterns, cut]) =>
    patterns.split(", ").flatMap(apart).map((pattern) => ruleOf(pattern, category, points, cut === "cut")));
  rules.sort((one, other) => other.words - one.words || other.letters - one.letters);
  const near = new Map(); // spelt word -> the rules that it may begin, the longest first
  return {
    ...written,
    negators: new Set(written.negators.split(", ")),
    openers: new Set(written.openers.split(", ")),
    beginningWith(spelt) {
      const mayFit = ({ elements: [[letter]] }) => "=*".includes(letter) || letter === plain(spelt)[0];
      if (!near.has(spelt)) near.set(spelt, rules.filter((rule) => spelt && mayFit(rule) && fits(rule.elements[0], spelt)));
      return near.get(spelt);
    },
  };
}

function isOpening(book, tokens, at) {
  if (at === 0) return true;
  const before = tokens[at - 1];
  return ENDS_OF_SENTENCE.includes(before.ends) || book.openers.has(before.word);
}

function places(book, reading, elements, at) {
  if (!elements.length) return [];
  if (elements[0] === "…") return placesWithin(book, reading, elements.slice(1), at);
  const token = reading.tokens[at];
  if (!token || reading.taken.has(at)) return null;
  if (token.ends) return [".", token.ends].includes(elements[0]) ? places(book, reading, elements.slice(1), at + 1) : null;
  const rest = fits(elements[0], token.spelt) ? places(book, reading, elements.slice(1), at + 1) : null;
  return rest && [at, ...rest];
}

function placesWithin(book, reading, elements, at) {
  for (let further = at; further < Math.min(at + book.gap + 1, reading.tokens.length); further += 1) {
    const token = reading.tokens[further];
    if (token.ends) return places(book, reading, elements, further);
    const found = fits(elements[0], token.spelt) ? places(book, reading, elements, further) : null;
    if (found) return found;
  }
  return null;
}

function longest(book, reading, at) {
  if (reading.taken.has(at)) return null;
  for (const rule of book.beginningWith(reading.tokens[at].spelt)) {
    if (rule.opens && !isOpening(book, reading.tokens, at)) continue;
    const rest = places(book, reading, rule.elements.slice(1), at + 1);
    if (rest) return { rule, found: [at, ...rest] };
  }
  return null;
}

function isDenied(book, { tokens, taken }, found) {
  for (let at = found.at(-1) - 1; at >= Math.max(found[0] - book.reach, 0); at -= 1) {
    if (tokens[at].ends && at < found[0]) return false;
    if (book.negators.has(tokens[at].word) && !taken.has(at) && !found.includes(at)) return true;
  }
  return false;
}

const endOfClause = (tokens, at) => tokens.findIndex((token, place) => place >= at && token.ends);

function count({ tokens, points, reasons, counted }, rule, found) {
  if (counted.has(rule)) return;
  counted.add(rule);
  const isAsked = tokens.find((token, place) => place > found.at(-1) && ENDS_OF_SENTENCE.includes(token.ends)).ends === "?";
  points.set(rule.category, (points.get(rule.category) ?? 0) + (isAsked ? rule.points / 2 : rule.points));
  reasons.set(rule.category, [...(reasons.get(rule.category) ?? []), ...found]);
}

function read(book, text) {
  const reading = { tokens: tokens(text), taken: new Set(), points: new Map(), reasons: new Map(), counted: new Set() };
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const { rule, found } = longest(book, reading, at) ?? {};
    if (!rule) continue;
    if (rule.category && !isDenied(book, reading, found)) count(reading, rule, found);
    for (const place of found) reading.taken.add(place);
    if (rule.cuts) at = endOfClause(reading.tokens, at);
  }
  return reading;
}

function spelt(text, tokens, reasons) {
  const sorted = [...new Set(reasons)].sort((one, other) => one - other);
  const begins = sorted.filter((place, i) => place !== sorted[i - 1] + 1);
  const stops = sorted.filter((place, i) => place !== sorted[i + 1] - 1);
  return begins.map((place, i) => text.slice(tokens[place].start, tokens[stops[i]].stop));
}

/** { category, because } or null; `because` are the words that say so, as they are spelt. */
export function suggest(book, text) {
  const { tokens, points, reasons } = read(book, text);
  const [first, second] = [...points].sort((one, other) => other[1] - one[1]);
  const sum = [...points.values()].reduce((total, each) => total + each, 0);
  if (!first || first[1] < book.enough || first[1] - (second?.[1] ?? 0) < book.margin * sum) return null;
  return { category: first[0], because: spelt(text, tokens, reasons.get(first[0])) };
}

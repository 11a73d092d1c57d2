"use strict";
// Hand-work on a computer without a server: one page, no request, entries kept in the browser as
// the text of a journal: what is exported is merged and verified like any other chain.

const GIVEN = JSON.parse(document.getElementById("given").textContent);
const KEY = "endigue-handwork-" + GIVEN.page;
const GENESIS = "0".repeat(64);
const FULL = 4000000; // characters; browsers keep about five million for a page

// --- SHA-256 (FIPS 180-4): our own, because a page from a disk is not always given WebCrypto.

const ROUND = roundConstants();

function roundConstants() {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 4294967296) | 0;
  return { k: primes.map((p) => fraction(Math.cbrt(p))), h: primes.slice(0, 8).map((p) => fraction(Math.sqrt(p))) };
}

function sha256(bytes) {
  const length = bytes.length;
  const padded = new Uint8Array(((length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 536870912));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const hash = Int32Array.from(ROUND.h);
  const w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND.k[i] + w[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { hash[i] = (hash[i] + x) | 0; });
  }
  const out = new Uint8Array(32);
  hash.forEach((x, i) => new DataView(out.buffer).setInt32(4 * i, x));
  return out;
}

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const utf8 = (text) => new TextEncoder().encode(text);
const hashOf = (text) => hex(sha256(utf8(text)));

// --- The journal: canonical text, chain, Merkle root, export.

function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return "{" + keys.map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
  }
  return JSON.stringify(value);
}

const now = () => new Date().toISOString().slice(0, 19) + "Z";

function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) { bytes[i] = time % 256; time = Math.floor(time / 256); }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

function merkleRoot(hashes) {
  if (!hashes.length) return hex(sha256(new Uint8Array(0)));
  const joined = (mark, ...parts) => {
    const bytes = new Uint8Array(1 + parts.reduce((n, part) => n + part.length, 0));
    bytes[0] = mark;
    let at = 1;
    for (const part of parts) { bytes.set(part, at); at += part.length; }
    return sha256(bytes);
  };
  const whole = [];
  hashes.forEach((hash, size) => {
    let node = joined(0, unhex(hash));
    for (let carry = size; carry & 1; carry >>= 1) node = joined(1, whole.pop(), node);
    whole.push(node);
  });
  let node = whole.pop();
  while (whole.length) node = joined(1, whole.pop(), node);
  return hex(node);
}

// Lines as they are exported: {"hash":"…", and the text without its first brace.
const textOf = (line) => "{" + line.slice(75);
const hashIn = (line) => line.slice(9, 73);

function held() {
  const text = localStorage.getItem(KEY);
  return text ? text.split("\n") : [];
}

// The first entry that does not hold, or 0.
function firstBad(lines) {
  let previous = GENESIS;
  for (let i = 0; i < lines.length; i++) {
    const entry = parsed(lines[i]);
    const sound = entry && hashOf(textOf(lines[i])) === hashIn(lines[i]) &&
      entry.previous === previous && entry.sequence === i + 1;
    if (!sound) return i + 1;
    previous = hashIn(lines[i]);
  }
  return 0;
}

function parsed(line) {
  try { return JSON.parse(line); } catch (trouble) { return null; }
}

// Writes one entry, reads it back, and says whether it is kept.
function append(author, fact, body) {
  const lines = held();
  const moment = now();
  const text = canonical({
    author, body, fact, occurred_at: moment, recorded_at: moment, sequence: lines.length + 1,
    previous: lines.length ? hashIn(lines[lines.length - 1]) : GENESIS,
  });
  const whole = [...lines, '{"hash":"' + hashOf(text) + '",' + text.slice(1)].join("\n");
  try { localStorage.setItem(KEY, whole); } catch (trouble) { return false; }
  return localStorage.getItem(KEY) === whole;
}

function exported() {
  const lines = held();
  const hashes = lines.map(hashIn);
  const seal = canonical({
    entries: lines.length, head: hashes.length ? hashes[hashes.length - 1] : GENESIS,
    merkle_root: merkleRoot(hashes), seal: "endigue-journal-1",
  });
  return [...lines, seal].join("\n") + "\n";
}

// --- Serials and checks: the same as in continuity/handwork, held by one table of cases.

function serialOf(code, number) {
  const digits = String(number).padStart(6, "0");
  let product = 10;
  for (const digit of [...code].map((letter) => parseInt(letter, 36)).join("") + digits) {
    const total = (Number(digit) + product) % 10 || 10;
    product = (total * 2) % 11;
  }
  return code + "-" + digits + "-" + ((11 - product) % 10);
}

function parseSerial(code, text) {
  const found = /^([A-Z]{2,4})[- ]?([0-9]{6})[- ]?([0-9])$/.exec(text.trim().toUpperCase());
  const number = found ? Number(found[2]) : 0;
  const sound = number && found[1] === code && serialOf(code, number) === [code, found[2], found[3]].join("-");
  return sound ? number : 0;
}

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;

function tidy(text) {
  const plain = text.replace(/[\ud800-\udfff]/gu, "\ufffd").replace(/[\x00-\x08\x0e-\x1b\x7f]/g, "");
  return plain.normalize("NFC").replace(SPACES, " ").replace(/^ +| +$/g, "");
}

const amount = (cents) => (cents < 0 ? "-" : "") + Math.floor(Math.abs(cents) / 100) + "." +
  String(Math.abs(cents) % 100).padStart(2, "0");

// {value} or {problem, expected}; neither where an optional field is empty.
function check(field, typed) {
  const text = tidy(typed || "");
  if (!text) return field.required === false ? {} : { problem: "missing" };
  return CHECKS[field.type](field, text);
}

const CHECKS = {
  money(field, text) {
    const found = /^(-?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?$/.exec(text.replaceAll(" ", "").replace(/€$/, ""));
    if (!found) return { problem: "money" };
    const cents = Number(found[2]) * 100 + Number((found[3] || "0").padEnd(2, "0"));
    const least = field.least === null || field.least === undefined ? 0 : field.least;
    return bounded(found[1] ? -cents : cents, least, field.most, amount);
  },
  integer(field, text) {
    const plain = text.replaceAll(" ", "");
    if (!/^-?[0-9]{1,15}$/.test(plain)) return { problem: "integer" };
    return bounded(Number(plain), field.least, field.most, String);
  },
  date(field, text) {
    const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    const written = /^([0-9]{1,2})[/. ]([0-9]{1,2})[/. ]([0-9]{4})$/.exec(text);
    const parts = iso ? [iso[1], iso[2], iso[3]] : written ? [written[3], written[2], written[1]] : null;
    if (!parts) return { problem: "date" };
    const [year, month, day] = parts.map(Number);
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return { problem: "date" };
    return { value: [parts[0], String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-") };
  },
  time(field, text) {
    const found = /^([0-9]{1,2})[:hH]([0-9]{2})$/.exec(text);
    if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return { problem: "time" };
    return { value: found[1].padStart(2, "0") + ":" + found[2] };
  },
  yes_no(field, text) {
    const said = text.toLowerCase();
    if (["yes", "y", "oui", "o", "true", "1", "x"].includes(said)) return { value: true };
    if (["no", "n", "non", "false", "0"].includes(said)) return { value: false };
    return { problem: "yes_no" };
  },
  choice(field, text) {
    const said = text.toLowerCase();
    const fits = (choice) => [choice.id, ...Object.values(choice.name)].some((name) => name.toLowerCase() === said);
    const found = field.choices.find(fits);
    return found ? { value: found.id } : { problem: "choice" };
  },
  text(field, text) {
    if (field.mask) {
      const bare = text.replace(/[ .\-]/g, "").toUpperCase();
      const kinds = { 9: /[0-9]/, A: /[A-Z]/, "*": /[0-9A-Z]/ };
      const fits = bare.length === field.mask.length && [...field.mask].every((m, i) => kinds[m].test(bare[i]));
      return fits ? { value: bare } : { problem: "mask", expected: field.mask };
    }
    const most = field.longest || 80;
    return [...text].length > most ? { problem: "too_long", expected: String(most) } : { value: text };
  },
};

function bounded(value, least, most, said) {
  if (least !== null && least !== undefined && value < least) return { problem: "too_small", expected: said(least) };
  if (most !== null && most !== undefined && value > most) return { problem: "too_large", expected: said(most) };
  return { value };
}

// --- What the page knows: records, folded from the lines.

function records() {
  const found = [];
  for (const line of held()) {
    const entry = parsed(line);
    if (entry && entry.fact === "continuity.record_entered") found.push({ ...entry.body, author: entry.author });
  }
  const gone = new Set(found.flatMap((one) => one.corrects));
  return found.map((one) => ({ ...one, stands: !gone.has(one.record) }));
}

const formOf = (id) => GIVEN.forms.find((form) => form.id === id);
const ranges = (id) => GIVEN.ranges.filter((range) => range.form === id);
const inRange = (id, number) => ranges(id).some((range) => range.first <= number && number <= range.last);

function nextNumber(id) {
  const used = new Set(records().filter((one) => one.form === id).map((one) => one.serial));
  for (const range of ranges(id)) {
    for (let number = range.first; number <= range.last; number++) if (!used.has(number)) return number;
  }
  return 0;
}

function alikeKey(form, values) {
  const parts = form.alike.map((name) => values[name]);
  if (!parts.length || parts.some((part) => part === undefined)) return "";
  return parts.map((part) => String(part).toLowerCase()).join("\x1f");
}

// --- What is seen.

const $ = (id) => document.getElementById(id);
let language = GIVEN.language;
let correcting = null; // the records that the next entry replaces
let confirmed = ""; // the doubt that the next press of the button overrides

function say(code, given = {}) {
  return GIVEN.words[language]["page." + code].replace(/\{(\w+)\}/g, (all, name) => given[name]);
}

function tell(text, kind = "") {
  $("status").className = kind;
  $("status").textContent = text;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function field(id, label, control, optional = false) {
  const problem = element("div", { class: "problem", id: id + "-problem" });
  control.id = id;
  control.setAttribute("aria-describedby", problem.id);
  const words = optional ? [label + " ", element("span", { class: "soft" }, "(" + say("optional") + ")")] : [label];
  return element("div", {}, element("label", { for: id }, ...words), control, problem);
}

function choices(pairs) {
  const blank = element("option", { value: "" }, say("choose"));
  return element("select", {}, blank, ...pairs.map(([value, name]) => element("option", { value }, name)));
}

function controlOf(one) {
  if (one.type === "choice") return choices(one.choices.map((choice) => [choice.id, choice.name[language]]));
  if (one.type === "yes_no") return choices([["yes", say("yes")], ["no", say("no")]]);
  if (one.type === "text" && !one.mask && one.longest > 120) return element("textarea", { rows: "3" });
  const numeric = ["money", "integer"].includes(one.type) || /^9+$/.test(one.mask);
  return element("input", { type: "text", autocomplete: "off", inputmode: numeric ? "decimal" : "text" });
}

function shown(one, value) {
  if (value === undefined) return "";
  if (one.type === "money") return amount(value);
  if (one.type === "yes_no") return value ? "yes" : "no";
  return String(value);
}

function drawFields() {
  const form = formOf($("form").value);
  $("entry").replaceChildren();
  const serial = element("input", { type: "text", autocomplete: "off" });
  $("entry").append(field("serial", say("serial"), serial));
  const next = nextNumber(form.id);
  serial.value = next ? serialOf(form.code, next) : "";
  serial.title = say("serial_hint");
  for (const one of form.field) {
    const drawn = field("f-" + one.id, one.name[language], controlOf(one), !one.required);
    if (drawn.querySelector("textarea")) drawn.className = "wide";
    const hint = one.mask || (one.hint && one.hint[language]);
    if (hint) drawn.querySelector("input,select,textarea").title = hint;
    $("entry").append(drawn);
  }
  if (correcting) {
    $("entry").append(field("reason", say("reason"), element("input", { type: "text" })));
  }
  const save = element("button", { type: "submit", class: "main", id: "save" }, say(confirmed ? "again" : "save"));
  const buttons = element("div", { class: "wide" }, save);
  if (correcting) {
    const cancel = element("button", { type: "button", id: "cancel" }, say("cancel"));
    cancel.addEventListener("click", () => { correcting = null; draw(); });
    buttons.append(" ", cancel);
  }
  $("entry").append(buttons);
  if (!next && !correcting) tell(say("used_up"), "warn");
}

function drawRecords() {
  const all = records();
  const mark = Number(localStorage.getItem(KEY + "-exported") || "0");
  const standing = all.filter((one) => one.stands);
  const paid = standing.reduce((sum, one) => sum + (one.values[(formOf(one.form) || {}).pays] || 0), 0);
  $("count").textContent = say("count", { count: all.length, fresh: Math.max(0, held().length - mark) }) +
    " " + say("sum", { sum: amount(paid) });
  $("records").replaceChildren();
  for (const one of standing.slice(-50).reverse()) {
    const form = formOf(one.form);
    const serial = serialOf(form.code, one.serial);
    const correct = element("button", { type: "button", "aria-label": say("correct") + " " + serial }, say("correct"));
    correct.addEventListener("click", () => beginCorrection(one));
    const words = form.field.filter((f) => one.values[f.id] !== undefined)
      .slice(0, 5).map((f) => shown(f, one.values[f.id])).join(" · ");
    $("records").append(element("tr", {}, element("th", { scope: "row" }, serial),
      element("td", {}, words), element("td", {}, one.author), element("td", {}, correct)));
  }
  $("none").hidden = standing.length > 0;
  if ((localStorage.getItem(KEY) || "").length > FULL) tell(say("nearly_full"), "bad");
}

function beginCorrection(one) {
  correcting = one;
  $("form").value = one.form;
  draw();
  const form = formOf(one.form);
  $("serial").value = serialOf(form.code, one.serial);
  $("serial").readOnly = true;
  for (const f of form.field) $("f-" + f.id).value = shown(f, one.values[f.id]);
  tell(say("correcting", { serial: $("serial").value }), "warn");
  $("f-" + form.field[0].id).focus();
}

function draw() {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === language));
  }
  document.title = say("title") + " · " + GIVEN.desk;
  const chosen = $("form").value || GIVEN.forms[0].id;
  $("form").replaceChildren(...GIVEN.forms.map((form) => element("option", { value: form.id }, form.name[language])));
  $("form").value = chosen;
  const begun = held().length > 0 && $("who").value !== "";
  $("start").hidden = begun;
  $("work").hidden = !begun;
  if (begun) drawFields();
  drawRecords();
}

// Another language, without losing what was typed.
function speak(chosen) {
  const typed = [...$("entry").querySelectorAll("input,select,textarea")].map((one) => [one.id, one.value]);
  language = chosen;
  draw();
  for (const [id, value] of typed) if ($(id)) $(id).value = value;
  if (correcting && $("serial")) $("serial").readOnly = true;
}

function mark(id, words) {
  $(id).setAttribute("aria-invalid", String(words !== ""));
  $(id + "-problem").textContent = words;
  return words === "";
}

function begin(event) {
  event.preventDefault();
  const name = tidy($("device").value);
  const who = tidy($("author").value);
  const named = mark("device", held().length || name ? "" : say("name_wanted"));
  if (!mark("author", who ? "" : say("name_wanted")) || !named) return;
  if (!held().length) {
    const body = { desk: GIVEN.desk, device: uuid7(), name: name.slice(0, 200) };
    if (!append(who.slice(0, 200), "continuity.device_opened", body)) return tell(say("not_kept"), "bad");
  }
  $("who").value = who.slice(0, 200);
  tell("");
  draw();
  $("f-" + formOf($("form").value).field[0].id).focus();
}

function save(event) {
  event.preventDefault();
  const form = formOf($("form").value);
  const number = parseSerial(form.code, $("serial").value);
  let first = mark("serial", number ? "" : say("bad_serial")) ? null : "serial";
  const values = {};
  for (const one of form.field) {
    const id = "f-" + one.id;
    const found = check(one, $(id).value);
    const sound = mark(id, found.problem ? say("problem_" + found.problem, found) : "");
    if (!sound && !first) first = id;
    if (found.value !== undefined) values[one.id] = found.value;
  }
  const reason = correcting ? tidy($("reason").value) : "";
  if (correcting && !mark("reason", reason ? "" : say("name_wanted")) && !first) first = "reason";
  if (first) return $(first).focus();
  const doubt = correcting ? "" : doubtOf(form, number, values);
  if (doubt && doubt !== confirmed) {
    confirmed = doubt;
    $("save").textContent = say("again");
    return tell(doubt, "warn");
  }
  const kept = append($("who").value, "continuity.record_entered", {
    corrects: correcting ? records().filter((one) => one.stands && one.form === form.id && one.serial === number).map((one) => one.record) : [],
    device: parsed(held()[0]).body.device, edition: form.edition, form: form.id,
    medium: inRange(form.id, number) ? "screen" : "paper",
    reason, record: uuid7(), serial: number, values,
  });
  if (!kept) return tell(say("not_kept"), "bad");
  correcting = null;
  confirmed = "";
  tell(say("saved", { serial: serialOf(form.code, number) }));
  draw();
  $("f-" + form.field[0].id).focus();
}

function doubtOf(form, number, values) {
  const standing = records().filter((one) => one.stands && one.form === form.id);
  const serial = serialOf(form.code, number);
  if (standing.some((one) => one.serial === number)) return say("same_serial", { serial });
  const key = alikeKey(form, values);
  const twin = key && standing.find((one) => alikeKey(form, one.values) === key);
  const fields = form.alike.map((name) => form.field.find((one) => one.id === name).name[language]).join(", ");
  return twin ? say("same_event", { serial: serialOf(form.code, twin.serial), fields }) : "";
}

function download() {
  const name = GIVEN.desk.normalize("NFD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "desk";
  const file = name + "-" + parsed(held()[0]).body.device.slice(-6) + "-" + held().length + ".jsonl";
  const link = element("a", { download: file, href: URL.createObjectURL(new Blob([exported()], { type: "application/octet-stream" })) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  localStorage.setItem(KEY + "-exported", String(held().length));
  tell(say("exported", { file }));
  drawRecords();
}

function storageWorks() {
  try {
    localStorage.setItem(KEY + "-probe", "1");
    const kept = localStorage.getItem(KEY + "-probe") === "1";
    localStorage.removeItem(KEY + "-probe");
    return kept;
  } catch (trouble) { return false; }
}

function open() {
  $("entry").addEventListener("submit", save);
  $("start").addEventListener("submit", begin);
  $("export").addEventListener("click", download);
  $("form").addEventListener("change", () => { correcting = null; confirmed = ""; draw(); });
  $("entry").addEventListener("input", () => { confirmed = ""; if ($("save")) $("save").textContent = say("save"); });
  for (const one of document.querySelectorAll("[data-language]")) {
    one.addEventListener("click", () => speak(one.dataset.language));
  }
  // Another tab may have written: the list is read again, and every entry is chained to the last.
  window.addEventListener("storage", drawRecords);
  if (!storageWorks()) {
    document.querySelector("main").hidden = true;
    return tell(say("no_storage"), "bad");
  }
  $("device-row").hidden = held().length > 0;
  const bad = firstBad(held());
  draw();
  if (bad) {
    $("start").hidden = $("work").hidden = true;
    tell(say("broken", { entry: bad }), "bad");
  }
}

open();

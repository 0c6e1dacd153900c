// SPDX-License-Identifier: Apache-2.0
// Everything works without this file.  It moves the eye to what went wrong, puts a calendar beside every
// field of a date, keeps what is typed while an answer is on its way, and takes "/" to the search box.
document.addEventListener("DOMContentLoaded", function () {
  var alert = document.querySelector(".alert-danger[tabindex]");
  if (alert) alert.focus();
  addCalendars(document);
  document.addEventListener("htmx:load", function (event) { addCalendars(event.target); });   // what a form got later
  document.addEventListener("keydown", leaf);
  addKeys();
  var print = link(".kadr-print");
  if (print) { print.hidden = false; print.addEventListener("click", function () { window.print(); }); }
});

function addCalendars(part) {
  part.querySelectorAll("input.kadr-date[data-pick]").forEach(function (field) {
    if (!field.closest(".kadr-date-box")) addCalendar(field);
  });
}

// What is typed into a form while an answer is on its way stays: the answer knows only what was sent.  A button may give the
// rows other numbers, so what follows it is left as it comes.
var asked = {}, since = {};

function typable(form) {
  return form.querySelectorAll("input[name]:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio]), textarea[name], select[name]");
}

document.addEventListener("htmx:beforeRequest", function (event) {
  var form = event.detail.elt.closest("form");
  if (!form) return;
  asked = {};
  if (event.detail.elt.tagName !== "BUTTON") typable(form).forEach(function (field) { asked[field.name] = field.value; });
});
document.addEventListener("htmx:beforeSwap", function (event) {
  var form = event.detail.target.closest("form");
  since = {};
  if (form) typable(form).forEach(function (field) {
    if (field.name in asked && field.value !== asked[field.name]) since[field.name] = field.value;
  });
});
document.addEventListener("htmx:afterSwap", function () {
  Object.keys(since).forEach(function (name) {
    var field = document.getElementsByName(name)[0];
    if (field && (!field.options || Array.from(field.options).some(function (one) { return one.value === since[name]; }))) field.value = since[name];
  });
  since = {};
});

// What is typed stays dd.mm.yyyy whatever the browser's own language; its calendar only fills it in.
function addCalendar(field) {
  var picker = document.createElement("input"), button = document.createElement("button"), box = document.createElement("span");
  if (!picker.showPicker) return;
  picker.type = "date";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  button.type = "button";
  button.title = field.dataset.pick;
  button.setAttribute("aria-label", field.dataset.pick);
  box.className = "kadr-date-box";
  var had = document.activeElement === field;
  field.replaceWith(box);
  box.append(field, picker, button);
  if (had) field.focus();                               // a field that is moved loses it
  button.addEventListener("click", function () {
    var typed = field.value.match(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/);
    picker.value = typed ? typed[3] + "-" + typed[2].padStart(2, "0") + "-" + typed[1].padStart(2, "0") : "";
    picker.showPicker();
  });
  picker.addEventListener("change", function () {
    field.value = picker.value.split("-").reverse().join(".");
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}

// g and a letter open a page of the menu; the reader is shown only those his menu has.
var PLACES = { d: "/", m: "/letters", h: "/handovers", t: "/tasks", e: "/orders", p: "/people", r: "/records",
  s: "/staff", v: "/vacancies", n: "/nominal-roll", j: "/journal", u: "/users", a: "/appeals", i: "/cases", o: "/terms",
  c: "/calendar", l: "/rules", k: "/calculator", b: "/backups", x: "/rights" };

function link(selector) { return document.querySelector(selector); }
function place(key) { return PLACES[key] ? link('.kadr-menu a[href="' + PLACES[key] + '"]') : null; }
function go(target) { if (target) target.click(); }

// The link of each row of the page's tables, in order; j and k move the focus over them.
function step(by) {
  var rows = [];
  document.querySelectorAll("main tbody tr").forEach(function (row) {
    var first = row.querySelector("a.row-link") || row.querySelector("a[href]");
    if (first && first.offsetParent) rows.push(first);
  });
  var here = rows.findIndex(function (one) { return one.closest("tr").contains(document.activeElement); });
  var next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1)];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
}

var KEYS = {
  "/": function () { var box = link("#kadr-q"); if (box) { box.focus(); box.select(); } },
  j: function () { step(1); },
  k: function () { step(-1); },
  n: function () { go(link("main .page-header a.btn-primary")); },
  f: function () { var field = link("main .filters input:not([type=hidden]), main .filters select"); if (field) field.focus(); },
  "[": function () { go(link("main a[rel=prev]")); },
  "]": function () { go(link("main a[rel=next]")); }
};

function addKeys() {
  var list = link("#kadr-keys"), opener = link(".kadr-keys-open"), started = false;
  if (!list || !list.showModal) return;
  var box = link("#kadr-keys-on");
  box.checked = localStorage.getItem("kadr.keys") !== "off";
  box.addEventListener("change", function () { localStorage.setItem("kadr.keys", box.checked ? "on" : "off"); });
  opener.hidden = false;
  opener.addEventListener("click", function () { showKeys(list); });
  document.addEventListener("keydown", function (event) {
    var field = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
    if (field && event.key === "Escape" && !list.open) field.blur();
    if (field || list.open || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !box.checked) return;
    var act = started ? place(event.key) && function () { go(place(event.key)); }
      : event.key === "?" ? function () { showKeys(list); } : KEYS[event.key];
    started = event.key === "g" && !started;
    if (!act && !started) return;
    event.preventDefault();
    if (act) act();
  });
}

// Only what works on this page, and the menu's own words.
function showKeys(list) {
  list.querySelectorAll("[data-for]").forEach(function (row) { row.hidden = !link(row.dataset.for); });
  list.querySelectorAll("[data-text]").forEach(function (cell) {
    var source = link(cell.dataset.text);
    cell.textContent = source ? source.textContent : "";
  });
  list.querySelectorAll(".kadr-place").forEach(function (row) { row.remove(); });
  Object.keys(PLACES).filter(place).forEach(function (key) {
    var row = document.createElement("div"), keys = document.createElement("dt"), name = document.createElement("dd");
    row.className = "kadr-place";
    ["g", key].forEach(function (one) {
      var cap = document.createElement("kbd");
      cap.textContent = one;
      keys.append(cap, " ");
    });
    name.textContent = place(key).textContent.trim();
    row.append(keys, name);
    list.querySelector("dl").append(row);
  });
  list.showModal();
}

// The arrows leaf through a scan, unless somebody is typing.
function leaf(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  var rel = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : "";
  var link = rel && document.querySelector(".pane-scan nav a[rel=" + rel + "]");
  if (link) link.click();
}

// SPDX-License-Identifier: Apache-2.0
// Everything works without this file.  It moves the eye to what went wrong, puts a calendar beside every
// field of a date, and takes "/" to the search box.
document.addEventListener("DOMContentLoaded", function () {
  var alert = document.querySelector(".alert-danger[tabindex]");
  if (alert) alert.focus();
  document.querySelectorAll("input.kadr-date[data-pick]").forEach(addCalendar);
});

// "/" goes to the search box, unless something is being typed.
document.addEventListener("keydown", function (event) {
  var box = document.getElementById("kadr-q");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
  box.select();
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
  field.replaceWith(box);
  box.append(field, picker, button);
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

// SPDX-License-Identifier: Apache-2.0
// Everything works without this file; it only moves the eye to what went wrong.
document.addEventListener("DOMContentLoaded", function () {
  var alert = document.querySelector(".alert-danger[tabindex]");
  if (alert) alert.focus();
});

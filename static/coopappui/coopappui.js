// What makes the pages pleasant. Everything works without it.
"use strict";
document.documentElement.classList.replace("sans-js", "avec-js");
document.querySelectorAll("[data-sans-js]").forEach((bouton) => bouton.remove());
document.querySelector("[data-erreurs]")?.focus();

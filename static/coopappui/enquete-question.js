// Writing a question: only the fields of its kind are shown; the answers it depends on follow the question chosen.
(() => {
  "use strict";
  const genre = document.getElementById("id_genre"), si = document.getElementById("id_si");

  function montrer() {
    document.querySelectorAll(".selon-genre").forEach((bloc) => {
      bloc.hidden = !bloc.dataset.genres.split(" ").includes(genre.value);
    });
  }
  if (genre) {
    genre.addEventListener("change", montrer);
    montrer();
  }

  const valeurs = () => document.getElementById("si-valeurs");
  const replier = () => { if (valeurs()) valeurs().hidden = !si.value; };
  async function suivre() {
    replier();
    if (!si.value) return;
    const adresse = new URL(location.href);
    adresse.searchParams.set("si", si.value);
    const reponse = await fetch(adresse, { cache: "no-store" }).catch(() => null);
    if (!reponse?.ok) return;
    const recues = new DOMParser().parseFromString(await reponse.text(), "text/html").getElementById("si-valeurs");
    if (recues) {
      valeurs().replaceWith(document.adoptNode(recues));
      valeurs().querySelectorAll("input").forEach((c) => { c.checked = false; });
    }
    replier();
  }
  if (si) {
    si.addEventListener("change", suivre);
    replier();
  }
})();

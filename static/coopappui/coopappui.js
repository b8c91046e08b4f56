// What makes the pages pleasant: everything works without it. One file, no framework, nothing kept in the browser.
(() => {
  "use strict";

  const page = document.documentElement;
  const connexion = document.body.dataset.connexion;
  page.classList.replace("sans-js", "avec-js");

  const cookie = (nom) =>
    document.cookie.split("; ").find((c) => c.startsWith(`${nom}=`))?.slice(nom.length + 1);

  // --- The notice at the bottom: what went wrong, and one thing to do about it ---------------------------------------
  const panne = document.getElementById("panne");

  function dire(texte, action) {
    panne.replaceChildren(Object.assign(document.createElement("span"), { textContent: texte }));
    if (action) panne.append(action);
    panne.hidden = false;
  }

  function bouton(texte, alors) {
    const element = Object.assign(document.createElement("button"), { type: "button", textContent: texte });
    element.addEventListener("click", () => {
      panne.hidden = true;
      alors();
    });
    return element;
  }

  function direSessionExpiree(ensuite = () => dire("Vous êtes reconnecté. Reprenez où vous en étiez.")) {
    dire("Votre session a expiré. Rien n’est perdu : ce que vous avez écrit reste sur cette page.",
      bouton("Me reconnecter ici", () => seReconnecter(ensuite)));
  }

  // --- Signing in again in place: the sign-in pages in a dialog, over what is typed ----------------------------------
  function seReconnecter(ensuite) {
    const fenetre = Object.assign(document.createElement("dialog"), { className: "reconnexion" });
    fenetre.setAttribute("aria-label", "Se reconnecter");
    fenetre.addEventListener("close", () => fenetre.remove());
    fenetre.addEventListener("click", (e) => {
      const lien = e.target.closest("a[href]");
      if (e.target.closest("[data-fermer]")) return fenetre.close();
      if (!lien || lien.target || lien.origin !== location.origin) return;
      e.preventDefault();
      montrer(lien.href);
    });
    // In the capture phase: these forms are no part of the page's own.
    fenetre.addEventListener("submit", (e) => {
      e.preventDefault();
      e.stopPropagation();
      const donnees = new FormData(e.target, e.submitter);
      if (cookie("csrftoken")) donnees.set("csrfmiddlewaretoken", cookie("csrftoken"));
      montrer(e.target.action, { method: "POST", body: new URLSearchParams(donnees) });
    }, true);

    async function montrer(adresse, demande) {
      fenetre.setAttribute("aria-busy", "true");
      const reponse = await fetch(adresse, { ...demande, cache: "no-store" }).catch(() => null);
      fenetre.removeAttribute("aria-busy");
      if (!reponse) return fenetre.prepend("Le serveur ne répond pas. Réessayez dans un instant.");
      const lue = new DOMParser().parseFromString(await reponse.text(), "text/html");
      // Only the pages of somebody signed in know where to sign in again.
      if (lue.body.dataset.connexion) {
        derniereReponse = Date.now();
        fenetre.close();
        return ensuite();
      }
      const fermer = Object.assign(document.createElement("button"), {
        type: "button", className: "btn btn-link", textContent: "Pas maintenant",
      });
      fermer.dataset.fermer = "";
      fenetre.replaceChildren(...(lue.getElementById("contenu")?.children ?? []), fermer);
      // A form without an action is sent to its own page, not to this one.
      fenetre.querySelectorAll("form").forEach((f) => {
        f.action = new URL(f.getAttribute("action") || reponse.url, reponse.url);
      });
      const qui = fenetre.querySelector("[name=login], [name=email]");
      if (qui && !qui.value) qui.value = document.body.dataset.courriel ?? "";
      const premier = [...fenetre.querySelectorAll("input:not([type=hidden])")].find((i) => !i.value);
      (premier ?? fermer).focus();
    }

    document.body.append(fenetre);
    fenetre.showModal();
    montrer(connexion);
  }

  window.coopappui = { seReconnecter };

  // --- Forms -----------------------------------------------------------------------------------------------------------
  // Without news of the server for that long, in milliseconds: more would lose what is typed; a button asks less often.
  const SANS_NOUVELLES = { saisie: 2000, bouton: 60 * 1000 };
  const modifies = new Set();
  let derniereReponse = Date.now();

  // Errors first: the summary takes the focus, also when htmx brings it.
  function montrerLesErreurs(racine) {
    const resume = racine.querySelector("[data-erreurs]");
    if (!resume) return;
    resume.focus();
    const formulaire = resume.closest("[data-formulaire]");
    if (formulaire) modifies.add(formulaire);
  }

  document.addEventListener("input", (e) => {
    const formulaire = e.target.closest("form[data-formulaire]");
    if (formulaire) modifies.add(formulaire);
  });

  // A draft that saved itself has nothing to lose.
  document.addEventListener("brouillon:enregistre", (e) => modifies.delete(e.target));

  window.addEventListener("beforeunload", (e) => {
    if ([...modifies].some((f) => f.isConnected && !f.dataset.envoye)) e.preventDefault();
  });

  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-envoye]").forEach((f) => delete f.dataset.envoye);
  });

  // Is the session still there? Asked before sending, so that nothing typed is lost.
  async function verifierPuisEnvoyer(formulaire, declencheur) {
    try {
      const reponse = await fetch(document.body.dataset.presence, { redirect: "manual", cache: "no-store" });
      if (reponse.type === "opaqueredirect") {
        return direSessionExpiree(() => verifierPuisEnvoyer(formulaire, declencheur));
      }
    } catch {
      return dire("Le serveur ne répond pas. Rien n’est perdu : réessayez dans un instant.",
        bouton("Réessayer", () => verifierPuisEnvoyer(formulaire, declencheur)));
    }
    derniereReponse = Date.now();
    panne.hidden = true;
    formulaire.requestSubmit(declencheur);
  }

  document.addEventListener("submit", (e) => {
    const formulaire = e.target;
    if (e.defaultPrevented || formulaire.method !== "post") return;
    // Sent once, however many times it is pressed.
    if (formulaire.dataset.envoye) return e.preventDefault();
    // Signing in again in another tab changes the token: the cookie holds the one in force.
    const jeton = formulaire.querySelector("[name=csrfmiddlewaretoken]");
    if (jeton && cookie("csrftoken")) jeton.value = cookie("csrftoken");
    const delai = SANS_NOUVELLES[modifies.has(formulaire) ? "saisie" : "bouton"];
    if (connexion && !formulaire.matches("[data-sans-session]") && Date.now() - derniereReponse > delai) {
      e.preventDefault();
      return verifierPuisEnvoyer(formulaire, e.submitter);
    }
    if (!formulaire.matches("[hx-post], [data-hx-post]")) formulaire.dataset.envoye = "1";
  });

  // How much room is left in long texts, said aloud only near the end; of a line, only that there is none: the browser
  // cuts what is pasted there.
  function compter(zone) {
    const limite = zone.maxLength, reste = limite - zone.value.length;
    const proche = zone.matches("textarea") ? limite * 0.2 : 0;
    let compteur = zone.nextElementSibling;
    if (!compteur?.classList.contains("compteur")) {
      if (reste > proche) return;
      compteur = Object.assign(document.createElement("p"), { className: "compteur" });
      compteur.setAttribute("role", "status");
      zone.after(compteur);
    }
    compteur.classList.toggle("plein", reste <= 0);
    compteur.textContent = reste > proche ? "" : reste > 0
      ? `Encore ${reste} caractère${reste > 1 ? "s" : ""}` : `Limite atteinte : ${limite} caractères`;
  }

  document.addEventListener("input", (e) => {
    // Codes and phone numbers end where they end.
    if (e.target.matches("textarea[maxlength], input[maxlength]") && e.target.maxLength >= 60) compter(e.target);
  });

  // A file the server would refuse for its size is told before it leaves.
  document.addEventListener("change", (e) => {
    const champ = e.target;
    if (!champ.matches("input[type=file][data-taille-max]")) return;
    champ.parentElement.querySelector("[data-refus]")?.remove();
    const fichiers = [...champ.files], { tailleMax, nombreMax } = champ.dataset;
    const limite = Math.floor(tailleMax / 1048576);
    const lourd = fichiers.find((f) => f.size > tailleMax), vide = fichiers.find((f) => !f.size);
    let raison;
    if (lourd) raison = `« ${lourd.name} » est trop lourd : la limite est de ${limite} Mo. Choisissez un autre fichier.`;
    else if (vide) raison = `« ${vide.name} » est vide. Choisissez un autre fichier.`;
    else if (fichiers.length > (nombreMax ?? 1)) raison = `${nombreMax ?? 1} fichiers au plus à la fois.`;
    else if (fichiers.reduce((total, f) => total + f.size, 0) > tailleMax) {
      raison = `Ces fichiers dépassent ${limite} Mo ensemble : envoyez-les en plusieurs fois.`;
    }
    if (!raison) return;
    const refus = Object.assign(document.createElement("p"), { className: "erreur-champ", textContent: raison });
    refus.setAttribute("role", "alert");
    refus.dataset.refus = "";
    champ.value = "";
    champ.before(refus);
  });

  // --- Choices one searches: what is picked among the results joins what is chosen -------------------------------------
  function preparer(racine) {
    racine.querySelectorAll("[data-sans-js]").forEach((b) => b.remove());
  }

  document.addEventListener("change", (e) => {
    const choix = e.target.closest("[data-choix]");
    if (!choix || !e.target.matches(".option input")) return;
    const retenus = choix.querySelector("[data-retenus]");
    const resultats = choix.querySelector("[data-resultats]");
    if (resultats.contains(e.target) && e.target.checked) {
      if (!choix.hasAttribute("data-multiple")) {
        retenus.querySelectorAll('.option input:not([value=""])').forEach((i) => resultats.append(i.closest(".option")));
      }
      retenus.append(e.target.closest(".option"));
      e.target.focus();
    }
  });

  // Enter in the search box searches; the form is for the buttons.
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !e.target.matches("[data-choix] input[type=search]")) return;
    e.preventDefault();
    window.htmx?.trigger(e.target, "search");
  });

  // What is typed in the search boxes is not part of the answer.
  document.addEventListener("formdata", (e) => {
    e.target.querySelectorAll(".choix-recherche input").forEach((i) => e.formData.delete(i.name));
  });

  // --- htmx: failures are said, an expired session is not swallowed ----------------------------------------------------
  document.addEventListener("htmx:configRequest", (e) => {
    if (cookie("csrftoken")) e.detail.headers["X-CSRFToken"] = cookie("csrftoken");
  });

  document.addEventListener("htmx:beforeSwap", (e) => {
    const arrivee = e.detail.xhr.responseURL;
    if (!connexion || !arrivee || !new URL(arrivee).pathname.startsWith(connexion)) {
      derniereReponse = Date.now();
      return;
    }
    e.detail.shouldSwap = false;
    if (modifies.size) return direSessionExpiree();
    location.assign(`${connexion}?next=${encodeURIComponent(location.pathname + location.search)}`);
  });

  function direLEchec(e) {
    const { elt, target, requestConfig } = e.detail;
    const statut = e.detail.xhr?.status;
    if (statut === 404 || statut === 403) {
      return dire("Cette page a changé depuis que vous l’avez ouverte.", bouton("Recharger", () => location.reload()));
    }
    const raison = statut ? "le serveur a rencontré une difficulté" : "la connexion est interrompue";
    dire(`La page n’a pas pu être mise à jour : ${raison}.`, bouton("Réessayer", () => {
      window.htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target });
    }));
  }

  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((nom) => document.addEventListener(nom, direLEchec));
  document.addEventListener("htmx:beforeRequest", () => { panne.hidden = true; });
  document.addEventListener("htmx:afterSwap", (e) => {
    // With outerHTML, htmx still names the element that has just been replaced.
    const region = document.getElementById(e.detail.target.id) ?? e.detail.target;
    preparer(region);
    // A region filled by an answer is not read by screen readers: its first words are repeated where they are.
    const annonce = region.querySelector("[data-annonce]");
    if (annonce) document.getElementById("annonce").textContent = annonce.textContent;
    montrerLesErreurs(region);
    region.querySelector("[data-focus]")?.focus({ preventScroll: true });
  });

  preparer(document);
  montrerLesErreurs(document);
  document.querySelectorAll("textarea[maxlength]").forEach(compter);
})();

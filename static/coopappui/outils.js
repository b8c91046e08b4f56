// A fiche saves itself as one types: at the latest a second and a half after the first key that is not saved yet, at
// once after a choice. Nothing is kept in the browser; what could not be sent stays in the page and is sent again.
(() => {
  "use strict";
  const PAUSE = 1500, CHOIX = 300, TARDE = 4000, ESSAIS = [2000, 5000, 15000];
  const etat = document.getElementById("enregistrement");
  const mot = etat.querySelector("[role=status]");
  const formulaire = () => document.querySelector("form[data-brouillon]");
  // Whoever answers an enquête has no account, and may answer from two devices.
  const sansCompte = () => Boolean(formulaire()?.matches("[data-sans-compte]"));
  const cookie = (nom) => document.cookie.split("; ").find((c) => c.startsWith(`${nom}=`))?.slice(nom.length + 1);
  const heure = () => new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  let minuterie = 0, prevue = 0, echecs = 0, saisies = 0, enregistrees = 0;
  // What was typed while the server prepares a new form, by id.
  const tapes = new Set();

  // --- What is said ------------------------------------------------------------------------------------------------
  // The sentence is a status: it is read aloud; « en attente » and « en cours » are only seen.
  function dire(texte, genre, ...actions) {
    if (mot.textContent !== texte) mot.textContent = texte;
    etat.querySelectorAll(":scope > :not([role=status])").forEach((e) => e.remove());
    etat.append(...actions);
    etat.className = `enregistrement ${genre}`;
  }

  function bouton(texte, alors) {
    const element = Object.assign(document.createElement("button"), {
      type: "button", className: "btn btn-sm btn-outline-primary", textContent: texte,
    });
    element.addEventListener("click", alors);
    return element;
  }

  function echouer(raison, refaire, insister = true) {
    dire(`Pas encore enregistré : ${raison}`, "echec", bouton("Réessayer", refaire));
    if (insister) prevoir(ESSAIS[Math.min(echecs, ESSAIS.length - 1)]);
    echecs += 1;
    return false;
  }

  // Why the server did not save: an answer that is not one, or no answer (null).
  function direLEchec(reponse, refaire) {
    if (!reponse) return echouer("le serveur ne répond pas. Votre texte est toujours là, l’enregistrement va reprendre.", refaire);
    if (reponse.status === 403 && sansCompte()) {
      return echouer("votre navigateur refuse les cookies de ce site. Acceptez-les pour cette page, puis réessayez : ce que vous avez écrit y reste.", refaire, false);
    }
    if (reponse.type === "opaqueredirect" || reponse.status === 403) {
      dire("Votre session a expiré. Rien n’est perdu : ce que vous avez écrit reste sur cette page.", "echec",
        bouton("Me reconnecter ici", () => window.coopappui.seReconnecter(refaire)), bouton("Réessayer", refaire));
      echecs += 1;
      return false;
    }
    if (reponse.status === 404) {
      const quoi = sansCompte() ? "ce lien ne sert plus" : "cette fiche n’est plus accessible";
      return echouer(`${quoi}. Copiez ce que vous avez tapé.`, refaire, false);
    }
    return echouer("le serveur a rencontré une difficulté. Votre texte est toujours là, l’enregistrement va reprendre.", refaire);
  }

  // --- Talking to the server, one thing at a time ------------------------------------------------------------------
  let file = Promise.resolve();
  const ensuite = (tache) => (file = file.then(tache, tache));

  // The answer, or null when there is none.
  async function envoyer(page, declencheur, entetes) {
    const donnees = new FormData(page, declencheur);
    // Signing in again in another tab changes the token: the cookie holds the one in force.
    if (cookie("csrftoken")) donnees.set("csrfmiddlewaretoken", cookie("csrftoken"));
    if (entetes) taireCeQuiEstATrancher(page, donnees);
    const tarde = setTimeout(() => dire("Le serveur tarde à répondre. Votre texte est toujours là.", "echec"), TARDE);
    try {
      return await fetch(page.dataset.adresse, {
        method: "POST", body: donnees, redirect: "manual", cache: "no-store", headers: entetes ?? {},
        signal: AbortSignal.timeout(30000),
      });
    } catch {
      return null;
    } finally {
      clearTimeout(tarde);
    }
  }

  // Two texts are shown for these answers, or a row that somebody removed: until one is chosen, nothing is replaced.
  function taireCeQuiEstATrancher(page, donnees) {
    for (const element of page.querySelectorAll("[data-a-trancher]")) {
      if (element.matches("[data-question]")) {
        element.querySelectorAll("[name]").forEach((champ) => donnees.delete(champ.name));
        continue;
      }
      if (!element.matches("fieldset")) {
        donnees.delete(element.name);
        continue;
      }
      const { name, value } = element.querySelector(":scope > input[type=hidden]");
      const autres = donnees.getAll(name).filter((cle) => cle !== value);
      donnees.delete(name);
      autres.forEach((cle) => donnees.append(name, cle));
    }
  }

  function prevoir(delai) {
    if (minuterie && prevue <= Date.now() + delai) return;
    clearTimeout(minuterie);
    prevue = Date.now() + delai;
    minuterie = setTimeout(enregistrer, delai);
  }

  // A promise: true when the server keeps all that was typed so far.
  function enregistrer() {
    clearTimeout(minuterie);
    minuterie = 0;
    return ensuite(async () => {
      const page = formulaire();
      if (!page || page.dataset.envoye) return false;
      const envoyees = saisies;
      etat.classList.add("en-cours");
      const reponse = await envoyer(page, null, { "X-Enregistrement": "auto" });
      const bilan = reponse?.ok ? await reponse.json().catch(() => null) : null;
      return bilan ? recevoir(bilan, page, envoyees) : direLEchec(reponse, enregistrer);
    });
  }

  function recevoir(bilan, page, envoyees) {
    echecs = 0;
    page.elements.version.value = bilan.version;
    page.dispatchEvent(new CustomEvent("brouillon:bilan", { bubbles: true, detail: bilan }));
    if (bilan.complement) remplacer(bilan.complement);
    if (bilan.erreurs.length) {
      dire(bilan.erreurs.join(" "), "echec");
      return false;
    }
    if (bilan.conflits.length) return direLeConflit(bilan.conflits[0]);
    enregistrees = envoyees;
    if (saisies > envoyees) {
      etat.className = "enregistrement en-attente";
      prevoir(PAUSE);
      return true;
    }
    const ailleurs = sansCompte() ? "ce qui a été répondu ailleurs aussi" : "ce que quelqu’un d’autre a écrit aussi";
    const trancher = page.querySelector("[data-a-trancher]") ? `, sauf ${ailleurs} : choisissez` : "";
    if (!trancher) page.dispatchEvent(new CustomEvent("brouillon:enregistre", { bubbles: true }));
    const reste = bilan.a_corriger ? `, ${bilan.a_corriger} réponse${bilan.a_corriger > 1 ? "s" : ""} à corriger` : "";
    const deux = sansCompte() ? "Des réponses ont été données ailleurs" : "Quelqu’un d’autre écrit aussi dans cette fiche";
    const autre = bilan.adoptes ? `. ${deux} : rechargez pour ${sansCompte() ? "les voir" : "voir ses réponses"}` : "";
    dire(`Enregistré à ${bilan.heure}${reste}${trancher}${autre}`, "");
    return true;
  }

  function direLeConflit({ champ, qui }) {
    const auteur = qui ? `${qui} a changé` : "Quelqu’un d’autre a changé";
    const quoi = sansCompte() ? `« ${champ} » a reçu une autre réponse entre-temps` : `${auteur} « ${champ} » en même temps que vous`;
    dire(`${quoi}. Le reste est enregistré, votre texte est toujours là.`, "echec",
      bouton("Voir les deux textes", () => echanger(null)));
    return true;
  }

  function remplacer(html) {
    const neuf = new DOMParser().parseFromString(html, "text/html").getElementById("complement");
    const ancien = document.getElementById("complement");
    if (neuf && ancien && neuf.innerHTML !== ancien.innerHTML) ancien.replaceWith(document.adoptNode(neuf));
  }

  // --- Typing, leaving, coming back ----------------------------------------------------------------------------------
  document.addEventListener("input", (e) => {
    const page = e.target.closest("form[data-brouillon]");
    if (!page) return;
    saisies += 1;
    tapes.add(e.target.id);
    for (const choisi of [e.target, e.target.closest(".rang, [data-question]")]) if (choisi) delete choisi.dataset.aTrancher;
    if (echecs) return;
    if (!etat.classList.contains("en-cours")) dire("", "en-attente");
    prevoir(e.target.matches("select, [type=radio], [type=checkbox]") ? CHOIX : PAUSE);
  });

  // Nothing waits for a retry when there is reason to believe that it would work, nor when the page may be closed.
  const reprendre = () => { if (echecs || saisies > enregistrees) enregistrer(); };
  window.addEventListener("online", reprendre);
  window.addEventListener("focus", () => { if (echecs) enregistrer(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) reprendre(); });

  document.addEventListener("submit", (e) => {
    const page = e.target;
    if (!page.matches("form[data-brouillon]") || page.dataset.pret) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    if (e.submitter?.name === "_geste") echanger(e.submitter);
    // Enter in a field saves, and one goes on typing.
    else if (!e.submitter || e.submitter.matches(".bouton-par-defaut")) enregistrer();
    else fermer(e.submitter);
  }, true);

  // Leaving for the page of the fiche: only once the server has everything.
  async function fermer(declencheur) {
    if (!(await enregistrer())) return;
    const page = formulaire();
    page.dataset.pret = "1";
    page.requestSubmit(declencheur);
  }
  window.addEventListener("pageshow", () => { delete formulaire()?.dataset.pret; });

  // --- The form as the server sees it: after a gesture on rows that meet others, or to read both texts of a conflict ----
  function echanger(declencheur) {
    clearTimeout(minuterie);
    minuterie = 0;
    return ensuite(async () => {
      const page = formulaire(), geste = declencheur?.value ?? "";
      const haut = declencheur?.getBoundingClientRect().top;
      tapes.clear();
      page.setAttribute("aria-busy", "true");
      const envoyees = saisies;
      const reponse = await envoyer(page, declencheur);
      const html = reponse?.ok ? await reponse.text().catch(() => "") : "";
      const recue = new DOMParser().parseFromString(html, "text/html").querySelector("form[data-brouillon]");
      page.removeAttribute("aria-busy");
      if (!recue) {
        // Nothing to choose any more: the two texts became the same.
        if (!declencheur && reponse?.type === "opaqueredirect") return location.reload();
        return direLEchec(reponse, () => echanger(declencheur));
      }
      const actif = document.activeElement;
      reporter(page, recue);
      page.replaceWith(document.adoptNode(recue));
      echecs = 0;
      enregistrees = envoyees;
      const enSuspens = recue.matches("[data-en-suspens]");
      dire(enSuspens ? "Tout n’est pas enregistré : lisez pourquoi en haut de la page." : `Enregistré à ${heure()}`, enSuspens ? "echec" : "");
      document.dispatchEvent(new CustomEvent("brouillon:recu", {
        detail: { geste, haut, actif: actif !== declencheur && page.contains(actif) ? actif.id : "" },
      }));
      if (saisies > envoyees) formulaire().dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    });
  }

  // What the page had that the server does not know: what was typed meanwhile, what was unfolded, what was scrolled.
  function reporter(page, recue) {
    for (const id of tapes) {
      const ancien = page.querySelector(`#${CSS.escape(id)}`), neuf = recue.querySelector(`#${CSS.escape(id)}`);
      if (!id || !ancien || !neuf) continue;
      if (ancien.matches("[type=radio], [type=checkbox]")) neuf.checked = ancien.checked;
      else neuf.value = ancien.value;
    }
    page.querySelectorAll("section[id] details[open]").forEach((d) => {
      recue.querySelector(`#${d.closest("section").id} details`)?.setAttribute("open", "");
    });
    const defiles = [...page.querySelectorAll(".rangs, .defile")].map((e) => e.scrollLeft);
    requestAnimationFrame(() => recue.querySelectorAll(".rangs, .defile").forEach((e, i) => { e.scrollLeft = defiles[i] ?? 0; }));
  }

  // Of two texts, the other person's or one's own.
  document.addEventListener("click", (e) => {
    const choix = e.target.closest("[data-prendre], [data-garder]");
    if (!choix) return;
    const { prendre, garder, valeur } = choix.dataset, champ = document.getElementById(prendre ?? garder);
    if (prendre) champ.value = valeur;
    choix.closest(".erreur-champ").replaceChildren(prendre ? "Vous avez pris l’autre texte." : "Vous gardez votre texte.");
    champ.dispatchEvent(new Event("input", { bubbles: true }));
    champ.focus();
  });

  // What the server has just shown again is saved, unless two texts wait for a choice.
  document.addEventListener("DOMContentLoaded", () => {
    const page = formulaire();
    if (!page?.matches("[data-en-suspens]")) page?.dispatchEvent(new CustomEvent("brouillon:enregistre", { bubbles: true }));
  });
})();

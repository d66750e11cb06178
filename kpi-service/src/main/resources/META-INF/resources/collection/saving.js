/* Keeps what is typed: after a pause, and when the page is left. Without it the buttons do the same. */
"use strict";
(() => {
  const form = document.getElementById("answer");
  const said = document.getElementById("saved");
  const computed = document.getElementById("computed");
  if (!form || !said) {
    return;
  }
  const PAUSE = 1500;
  let changed = false;
  let timer = 0;
  let underWay = null;

  const draft = () => {
    const typed = new FormData(form);
    typed.delete("do");
    return new URLSearchParams(typed);
  };

  const show = (answer) => {
    if (answer.version) {
      form.elements.version.value = answer.version;
    }
    if (computed && typeof answer.computed === "string") {
      computed.textContent = answer.computed;
      computed.parentElement.hidden = answer.computed === "";
    }
    said.textContent = answer.said;
  };

  const send = async (leaving) => {
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: draft(),
        headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang },
        credentials: "same-origin",
        redirect: "error",
        keepalive: leaving,
      });
      const kept = await answer.json();
      if (!kept.version) {
        changed = true;
      }
      show({ said: kept.detail || form.dataset.failed, ...kept });
    } catch {
      changed = true;
      said.textContent = form.dataset.failed;
    }
  };

  const save = async () => {
    window.clearTimeout(timer);
    if (underWay) {
      await underWay;
    }
    if (!changed) {
      return;
    }
    said.textContent = form.dataset.saving;
    underWay = send(false);
    await underWay;
    underWay = null;
  };

  const typed = () => {
    changed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  };

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);

  // Two savings at once would be each other's conflict: a button waits for the one under way.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    changed = false;
    if (underWay) {
      event.preventDefault();
      const button = event.submitter;
      underWay.then(() => {
        underWay = null;
        changed = false;
        form.requestSubmit(button);
      });
    }
  });

  window.addEventListener("pagehide", () => {
    window.clearTimeout(timer);
    if (changed && !underWay) {
      send(true);
    }
  });

  // A page that comes back from the browser's memory knows an old version.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      window.location.reload();
    }
  });
})();

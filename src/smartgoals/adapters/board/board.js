"use strict";
(() => {
  const controls = document.getElementById("controls");
  const list = document.getElementById("list");
  const search = document.getElementById("search");
  const sort = document.getElementById("sort");
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const filters = [...controls.querySelectorAll("[data-filter]")];
  const goals = [...list.children].map((item) => {
    const article = item.firstElementChild;
    return { item, article, data: article.dataset };
  });
  const textOf = (goal) => goal.text ??= goal.article.textContent.toLocaleLowerCase();

  const apply = () => {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filters.filter((each) => each.value).map((each) => [each.dataset.filter, each.value]);
    let count = 0;
    for (const goal of goals) {
      const fits = wanted.every(([name, value]) => goal.data[name] === value)
        && words.every((word) => textOf(goal).includes(word));
      goal.item.hidden = !fits;
      count += fits;
    }
    shown.textContent = shown.dataset.text.replace("%1", count).replace("%2", goals.length);
    none.hidden = count > 0 || goals.length === 0;
  };

  const order = () => {
    const key = "by" + sort.value[0].toUpperCase() + sort.value.slice(1);
    const compare = (one, other) => {
      const [a, b] = [one.data[key], other.data[key]];
      return sort.value === "deadline" ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b);
    };
    const sorted = sort.value === "place" ? goals : [...goals].sort(compare);
    list.append(...sorted.map((goal) => goal.item));
  };

  const find = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { return; }
    const goal = goals.find((each) => each.article.id === name);
    if (!goal) return;
    if (goal.item.hidden) {
      controls.reset();
      apply();
      order();
    }
    goal.article.scrollIntoView({ block: "start" });
    goal.article.focus({ preventScroll: true });
  };

  let opened = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details:not([open])")) {
      opened.push(each);
      each.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    opened = [];
  });

  search.addEventListener("input", apply);
  for (const each of filters) each.addEventListener("change", apply);
  sort.addEventListener("change", order);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(() => { apply(); order(); }));
  addEventListener("hashchange", find);
  controls.hidden = goals.length === 0;
  apply();
  find();
  globalThis.requestIdleCallback?.(() => goals.forEach(textOf));
})();

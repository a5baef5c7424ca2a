// The basket of this page, which lasts as long as the page does.
(() => {
  const english = document.documentElement.lang === "en";
  const texts = english
    ? { pieces: (n) => n + (n === 1 ? " piece" : " pieces"), done: "Thank you. This is a demonstration: nothing was ordered.", away: "Remove" }
    : { pieces: (n) => "共 " + n + " 件", done: "谢谢惠顾！这是演示，没有真的下单。", away: "移除" };
  const element = (id) => document.getElementById(id);
  const empty = element("basket-state").textContent;
  const lines = new Map();

  function show(state) {
    const pieces = [...lines.values()].reduce((sum, line) => sum + line.count, 0);
    const total = [...lines.values()].reduce((sum, line) => sum + line.count * line.price, 0);
    element("count").textContent = pieces;
    element("basket-state").textContent = state || (pieces ? texts.pieces(pieces) : empty);
    element("basket-lines").replaceChildren(...[...lines].map(([name, line]) => {
      const item = document.createElement("li");
      const away = document.createElement("button");
      away.type = "button";
      away.className = "quiet";
      away.textContent = texts.away;
      away.setAttribute("aria-label", texts.away + ": " + name);
      away.addEventListener("click", () => {
        lines.delete(name);
        show();
      });
      const sum = document.createElement("span");
      sum.textContent = line.count + " × ¥" + line.price;
      item.append(name, " ", sum, away);
      return item;
    }));
    element("basket-total").hidden = pieces === 0;
    element("basket-total").querySelector("strong").textContent = "¥" + total;
    element("check-out").disabled = pieces === 0;
  }

  for (const good of document.querySelectorAll(".good")) {
    good.querySelector("button").addEventListener("click", () => {
      const name = good.querySelector("h3").textContent;
      const line = lines.get(name) || { price: Number(good.dataset.price), count: 0 };
      line.count += 1;
      lines.set(name, line);
      show();
    });
  }
  element("check-out").addEventListener("click", () => document.dispatchEvent(new CustomEvent("check-out", {
    detail: {
      done: () => {
        lines.clear();
        show(texts.done);
      }
    }
  })));
})();

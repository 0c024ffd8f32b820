document.querySelectorAll('table.sortable').forEach(function (table) {
  var heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach(function (head, column) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.appendChild(button);
    button.addEventListener('click', function () {
      var numeric = head.classList.contains('n');
      var now = head.getAttribute('aria-sort');
      var down = now ? now === 'ascending' : numeric;
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      var body = table.tBodies[0];
      var key = function (row) { return row.cells[column].dataset.v || row.cells[column].textContent; };
      Array.from(body.rows).sort(function (a, b) {
        var order = numeric ? Number(key(a)) - Number(key(b)) : key(a).localeCompare(key(b));
        return down ? -order : order;
      }).forEach(function (row) { body.appendChild(row); });
    });
  });
});

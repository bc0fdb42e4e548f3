//! Tables, and tables that only lay out a page.

use dom_query::NodeRef;

use super::walk::{LONG, Walker};

impl Walker<'_> {
    pub(super) fn table(&mut self, node: &NodeRef<'_>) {
        let mut cells: Vec<Vec<NodeRef<'_>>> = Vec::new();
        let mut groups = vec![*node];
        while let Some(group) = groups.pop() {
            let mut inner = Vec::new();
            for child in group.children_it(false).filter(NodeRef::is_element) {
                if child.has_name("tr") {
                    let own = child.children_it(false);
                    cells.push(own.filter(|n| n.has_name("td") || n.has_name("th")).collect());
                } else if child.has_name("caption") {
                    self.block(&child);
                    self.flush();
                } else if !child.has_name("colgroup") {
                    inner.push(child);
                }
            }
            groups.extend(inner.into_iter().rev());
        }
        // A table that lays out a page holds its text in long cells, or has one column.
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
        if columns < 2 || cells.iter().flatten().any(lays_out) {
            for cell in cells.iter().flatten() {
                self.block(cell);
                self.flush();
            }
            return;
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in cells {
            let row: Vec<String> =
                row.iter().map(|c| self.inside(c).replace("\\\n", " ").replace('\n', " ")).collect();
            if row.iter().any(|c| !c.is_empty()) {
                rows.push(row);
            }
        }
        let mut lines = Vec::new();
        for (number, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            lines.push(format!("| {} |", row.join(" | ")));
            if number == 0 {
                lines.push(format!("|{}", "---|".repeat(columns)));
            }
        }
        self.body(lines.join("\n"));
    }
}

/// A cell with headings, tables or much text is a part of the page and not of a table.
fn lays_out(cell: &NodeRef<'_>) -> bool {
    const PAGE: [&str; 5] = ["table", "h1", "h2", "h3", "article"];
    cell.descendants_it().any(|n| PAGE.iter().any(|name| n.has_name(name)))
        || cell.text().chars().count() > LONG
}

//! Articles as a tree of who rests on whom.

/// One article in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) article: usize,
    /// What is drawn before its name.
    pub(super) before: String,
    /// What is drawn before further rows of it.
    pub(super) below: String,
}

/// The articles in the order of the tree: each below the one it rests on. Those that rest on each
/// other in a circle begin with the first of them.
pub(super) fn branches(articles: &[usize], parent: impl Fn(usize) -> Option<usize>) -> Vec<Branch> {
    let parent = |article: usize| parent(article).filter(|p| *p != article && articles.contains(p));
    let count = articles.iter().max().map_or(0, |most| most + 1);
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &article in articles {
        if let Some(parent) = parent(article) {
            children[parent].push(article);
        }
    }
    let mut drawn = vec![false; count];
    let mut found = Vec::with_capacity(articles.len());
    let roots = articles.iter().filter(|&&a| parent(a).is_none());
    for &root in roots.chain(articles) {
        // What is left to draw: the article, what its rows begin with, and whether it is the last
        // of its siblings; none for a root.
        let mut left: Vec<(usize, String, Option<bool>)> = vec![(root, String::new(), None)];
        while let Some((article, above, last)) = left.pop() {
            if std::mem::replace(&mut drawn[article], true) {
                continue;
            }
            let (before, inside) = match last {
                None => (String::new(), String::new()),
                Some(true) => (format!("{above}└─ "), format!("{above}   ")),
                Some(false) => (format!("{above}├─ "), format!("{above}│  ")),
            };
            let below: Vec<usize> = children[article].iter().copied().filter(|&c| !drawn[c]).collect();
            let mark = if below.is_empty() { "" } else { "│" };
            found.push(Branch { article, before, below: format!("{inside}{mark}") });
            let children = below.iter().enumerate().rev();
            left.extend(children.map(|(n, &child)| (child, inside.clone(), Some(n + 1 == below.len()))));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parents: &[Option<usize>]) -> Vec<String> {
        let articles: Vec<usize> = (0..parents.len()).collect();
        let branches = branches(&articles, |a| parents[a]);
        branches.iter().map(|b| format!("{}{}|{}", b.before, b.article, b.below)).collect()
    }

    #[test]
    fn each_stands_below_what_it_rests_on() {
        let found = drawn(&[None, Some(0), Some(0), Some(1), None]);
        assert_eq!(found, ["0|│", "├─ 1|│  │", "│  └─ 3|│     ", "└─ 2|   ", "4|"]);
    }

    #[test]
    fn a_circle_and_what_hangs_on_it_are_drawn_once() {
        assert_eq!(
            drawn(&[Some(1), Some(0), Some(1), Some(3)]),
            ["3|", "0|│", "└─ 1|   │", "   └─ 2|      "]
        );
        let long: Vec<Option<usize>> = (0..2000).map(|n: usize| n.checked_sub(1)).collect();
        assert_eq!(drawn(&long[..50]).len(), 50);
        assert_eq!(drawn(&long).len(), 2000);
    }
}

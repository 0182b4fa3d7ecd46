/// The entries of a table that are shown, and what the others come to.
package struct Largest<Element> {
  /// The largest entries, in their old order.
  package let shown: [Element]
  /// The number of the others.
  package let hiddenCount: Int
  /// The sum of the others.
  package let hiddenSum: Float

  /// Keeps the `count` largest of the elements, or all; the first of equals.
  package init(_ elements: [Element], count: Int?, by value: (Element) -> Float) {
    let order = elements.indices.sorted { one, other in
      let (left, right) = (value(elements[one]), value(elements[other]))
      return left > right || left == right && one < other
    }
    let kept = order.prefix(count ?? elements.count)
    shown = kept.sorted().map { elements[$0] }
    hiddenCount = elements.count - shown.count
    hiddenSum = order.dropFirst(kept.count).reduce(0) { $0 + value(elements[$1]) }
  }
}

/// A key that is known only when a program runs.
package struct JSONKey: CodingKey {
  /// The member's name.
  package let stringValue: String
  /// The element's index; nil for a member.
  package let intValue: Int?

  /// Names a member.
  package init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  /// Names an element.
  package init(intValue: Int) {
    stringValue = "\(intValue)"
    self.intValue = intValue
  }
}

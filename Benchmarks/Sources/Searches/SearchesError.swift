/// What keeps a measurement from being made, in words.
struct SearchesError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

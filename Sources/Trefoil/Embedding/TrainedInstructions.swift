/// What a family of models was trained with, by the names of its models.
struct TrainedInstructions: CustomStringConvertible {
  private let query: String
  private let passage: String?

  /// Finds the family; nil for a name that says nothing.
  ///
  /// Source: the models' cards, for those that have an encoder and a tokenizer which can be run.
  init?(modelName: String) {
    let words = modelName.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let hasE5 = words.contains { $0 == "e5" || $0 == "me5" }
    if hasE5 && words.contains("instruct") {
      (query, passage) = ("Instruct: …\nQuery: ", nil)
    } else if hasE5 {
      (query, passage) = ("query: ", "passage: ")
    } else if words.contains("arctic") && words.contains("embed") {
      (query, passage) = ("query: ", nil)
    } else {
      return nil
    }
  }

  /// The instructions as a phrase.
  var description: String {
    let one = "“\(query.replacing("\n", with: "\\n"))” before a query"
    return passage.map { one + " and “\($0)” before a passage" } ?? one
  }
}

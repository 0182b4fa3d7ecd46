/// In which columns of a file of judgements the query, the passage and the grade stand.
struct JudgementColumns: Equatable {
  let query: Int
  let passage: Int
  /// Nil if the file has no grades: then every pair that it lists is relevant.
  let grade: Int?

  /// What the query's column is called, the usual name first.
  static let queryNames = [
    "query-id", "query_id", "qid", "q_id", "query", "topic", "topic_id", "topic_no",
  ]
  /// What the passage's column is called, the usual name first.
  static let passageNames = [
    "corpus-id", "corpus_id", "cid", "doc_id", "docid", "docno", "doc", "pid", "passage_id", "did",
    "document_id",
    "passage",
  ]
  /// What the grade's column is called, the usual name first.
  static let gradeNames = [
    "score", "grade", "relevance", "relevancy", "rel", "label", "qrel", "judgment", "judgement",
  ]

  /// The columns that a line of names tells; nil if it names no query or no passage.
  init?(names: [String]) {
    let names = names.map { $0.lowercased().replacing("-", with: "_") }
    guard let query = names.firstIndex(where: Self.queryNames.contains),
      let passage = names.firstIndex(where: Self.passageNames.contains)
    else { return nil }
    self.query = query
    self.passage = passage
    grade = names.firstIndex(where: Self.gradeNames.contains)
  }

  /// The columns of a line in a file without names: two (each pair is relevant), BEIR's three, or
  /// TREC's four, of which the second says nothing; nil for another number.
  init?(count: Int) {
    query = 0
    switch count {
    case 2: (passage, grade) = (1, nil)
    case 3: (passage, grade) = (1, 2)
    case 4: (passage, grade) = (2, 3)
    default: return nil
    }
  }

  /// One more than the last column.
  var count: Int { max(query, passage, grade ?? 0) + 1 }
}

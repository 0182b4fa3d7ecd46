/// A value for each of the three scores.
public struct ScoreValues<Value> {
  /// The value of the dense score.
  public var dense: Value
  /// The value of the lexical score.
  public var sparse: Value
  /// The value of the late-interaction score.
  public var colbert: Value

  /// Takes the values by name.
  public init(dense: Value, sparse: Value, colbert: Value) {
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
  }

  /// Makes the value of each score, in the order dense, sparse, ColBERT.
  public init<Failure: Error>(_ value: (ScoreKind) throws(Failure) -> Value) throws(Failure) {
    dense = try value(.dense)
    sparse = try value(.sparse)
    colbert = try value(.colbert)
  }

  /// The value of a score.
  public subscript(kind: ScoreKind) -> Value {
    get {
      switch kind {
      case .dense: dense
      case .sparse: sparse
      case .colbert: colbert
      }
    }
    set {
      switch kind {
      case .dense: dense = newValue
      case .sparse: sparse = newValue
      case .colbert: colbert = newValue
      }
    }
  }

  /// The three values, in the order dense, sparse, ColBERT.
  public var all: [Value] { [dense, sparse, colbert] }

  /// What `transform` makes of each value.
  public func map<Other, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Other
  ) throws(Failure) -> ScoreValues<Other> {
    ScoreValues<Other>(
      dense: try transform(dense), sparse: try transform(sparse), colbert: try transform(colbert))
  }
}

extension ScoreValues: Equatable where Value: Equatable {}
extension ScoreValues: Hashable where Value: Hashable {}
extension ScoreValues: Sendable where Value: Sendable {}
extension ScoreValues: Encodable where Value: Encodable {}
extension ScoreValues: Decodable where Value: Decodable {}

/// The scores of one query and passage; nil for one that was not computed.
///
/// The dense score is a cosine, in `-1...1`, unless the model names another `DenseSimilarity`; the
/// lexical one is zero or above; late interaction is in
/// `-1...1`.
public typealias ScoreBreakdown = ScoreValues<Float?>

extension ScoreValues where Value == Float? {
  /// Puts a pair's scores together; one that is left out was not computed.
  public init(dense: Float? = nil, sparse: Float? = nil, colbert: Float? = nil) {
    self.init { (kind: ScoreKind) in
      switch kind {
      case .dense: dense
      case .sparse: sparse
      case .colbert: colbert
      }
    }
  }
}

internal import ArgumentParser
internal import Trefoil

extension EmbeddingOutputs {
  /// Reads names joined by commas, in any order.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    self = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let kind = ScoreKind(rawValue: String(name)) else {
        throw ValidationError("“\(name)” is none of dense, sparse and colbert.")
      }
      insert(kind.output)
    }
  }
}

extension TextRole {
  /// Reads a role's name.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    guard let role = TextRole(rawValue: text) else {
      throw ValidationError("“\(text)” is none of query, passage and none.")
    }
    self = role
  }
}

extension Precision {
  /// Reads a precision's name.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    guard let precision = Precision(rawValue: text) else {
      throw ValidationError("“\(text)” is none of exact, balanced and fast.")
    }
    self = precision
  }
}

/// The value of a name.
///
/// - Throws: `ValidationError`.
func parsedValue<Value: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Value {
  guard let value = Value(rawValue: name) else {
    let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("“\(name)” is none of \(names).")
  }
  return value
}

extension HybridWeights {
  /// Reads weights by position or by name.
  ///
  /// - Throws: `ValidationError`.
  static func argument(_ text: String) throws -> HybridWeights {
    do throws(ScoringError) {
      return try HybridWeights(parsing: text)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

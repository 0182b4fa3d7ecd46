import Foundation
import Trefoil

/// What the coordinator starts a runner with.
struct Arguments {
  let model: ModelDirectory
  let workloads: URL
  let precision: Precision
  let threads: Int
  let outputs: EmbeddingOutputs

  /// Reads `--name value` pairs; all but `--precision` and `--outputs` are needed.
  init(_ words: [String]) throws(RunnerError) {
    var values = ["--precision": "exact", "--outputs": "dense,sparse,colbert"]
    var rest = words[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw .missingValue(name) }
      values[name] = value
    }
    func value(_ name: String) throws(RunnerError) -> String {
      guard let value = values[name] else { throw .missingValue(name) }
      return value
    }
    model = ModelDirectory(path: FilePath(try value("--model")))
    workloads = URL(filePath: try value("--workloads"))
    let name = try value("--precision")
    guard let precision = Precision(rawValue: name) else {
      throw .badValue("--precision", name)
    }
    self.precision = precision
    let count = try value("--threads")
    guard let threads = Int(count), threads >= 1 else { throw .badValue("--threads", count) }
    self.threads = threads
    outputs = try Self.outputs(named: try value("--outputs"))
  }

  private static func outputs(named text: String) throws(RunnerError) -> EmbeddingOutputs {
    let known: [String: EmbeddingOutputs] = [
      "dense": .dense, "sparse": .sparse, "colbert": .colbert,
    ]
    var outputs: EmbeddingOutputs = []
    for name in text.split(separator: ",") {
      guard let output = known[String(name)] else { throw .badValue("--outputs", text) }
      outputs.insert(output)
    }
    return outputs
  }
}

/// What a runner can't do.
enum RunnerError: Error, CustomStringConvertible {
  case missingValue(String)
  case badValue(String, String)
  case unknownRequest(String)
  case missingField(String)
  case noSuchWork(String)
  case noModel
  case otherTokens(work: String, text: Int)
  case unknownWay(String)

  var description: String {
    switch self {
    case .missingValue(let name): "“\(name)” needs a value."
    case .badValue(let name, let value): "“\(name)” can't be “\(value)”."
    case .unknownRequest(let name): "There is no request “\(name)”."
    case .missingField(let name): "The request lacks “\(name)”."
    case .noSuchWork(let name): "There is no workload “\(name)”."
    case .noModel: "No model is loaded."
    case .otherTokens(let work, let text):
      "Text \(text) of workload \(work) does not have the tokens that the peers get."
    case .unknownWay(let name): "MaxSim has no way “\(name)”."
    }
  }
}

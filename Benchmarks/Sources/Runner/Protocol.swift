import Foundation

/// A line from the coordinator.
struct Request: Decodable {
  let `do`: String
  let work: String?
  let way: String?
  let dimension: Int?
  let at_least: Double?
}

/// A line to the coordinator; what does not apply is left out.
struct Answer: Encodable {
  var error: String?
  var times: [Double]?
  var seconds: Double?
  var cpu_seconds: Double?
  var peak_mib: Double?
  var precision: String?
  var instruction_set: String?
  /// fp32 values, little-endian, in base64; one string a text.
  var dense: [String]?
  var colbert: [String]?
  var scores: [Float]?
}

/// One workload: texts, and the tokens that each of them has.
struct Work: Decodable {
  let texts: [String]
  let ids: [[Int32]]
}

extension Array<Float> {
  /// The values' bytes as they lie in memory, in base64.
  var base64: String { withUnsafeBytes { Data($0) }.base64EncodedString() }
}

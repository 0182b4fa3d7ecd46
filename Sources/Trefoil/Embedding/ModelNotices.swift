internal import Logging

/// What a user should know of a model's files though it can be run.
package enum ModelNotices {
  /// Logs each sentence as a warning.
  static func log(_ notices: [String]) {
    let logger = Logger(label: "trefoil")
    for notice in notices { logger.warning("\(notice)") }
  }
}

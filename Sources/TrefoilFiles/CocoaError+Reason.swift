#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension CocoaError {
  /// The system's own word for it where there is one.
  package var reason: String {
    (unsafe userInfo["NSUnderlyingError"] as? any Error).map { "\($0)" } ?? "\(code)"
  }
}

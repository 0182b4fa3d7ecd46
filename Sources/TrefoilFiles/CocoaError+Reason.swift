internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension CocoaError {
  /// Why a file or a directory can't be made, as a clause.
  package var reason: String {
    switch code {
    case .fileWriteNoPermission, .fileReadNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space left"
    case .fileWriteFileExists: "there is a file of that name"
    case .fileWriteVolumeReadOnly: "the file system can't be written"
    case .fileNoSuchFile, .fileReadNoSuchFile: "a directory above it is missing"
    default:
      (unsafe userInfo["NSUnderlyingError"] as? POSIXError)
        .map { "\(Errno(rawValue: $0.code.rawValue))" } ?? "the system's error \(code.rawValue)"
    }
  }
}

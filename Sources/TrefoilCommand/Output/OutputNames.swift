internal import ArgumentParser
internal import SystemPackage
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The files that a command writes, beside those that it reads.
enum OutputNames {
  /// Checks that no output takes the place of an input, or of another output.
  ///
  /// - Parameters:
  ///   - outputs: what is written, by the option that names it; nil for what is not.
  ///   - inputs: what is read; of a directory, the files in it and in its folders.
  /// - Throws: `ValidationError`.
  static func check(
    _ outputs: [(option: String, path: String?)], inputs: [String?]
  ) throws {
    let read = Set(inputs.compactMap(\.self).filter { $0 != "-" }.flatMap(files).compactMap(place))
    var written: [FilePath: String] = [:]
    for (option, path) in outputs {
      guard let path, path != "-", !isStream(path), let place = place(path) else { continue }
      if read.contains(place) {
        throw ValidationError("\(option) names “\(path)”, which is read too; choose another file.")
      }
      if let other = written.updateValue(option, forKey: place) {
        throw ValidationError("\(other) and \(option) both name “\(path)”; choose two files.")
      }
    }
  }

  private static func isStream(_ path: String) -> Bool {
    let path = FilePath(path)
    return path.exists && !path.isRegularFile
  }

  /// A file, or the files of a directory and of the folders in it.
  private static func files(_ path: String) -> [String] {
    guard FilePath(path).isDirectory else { return [path] }
    return contents(path).flatMap { entry in
      FilePath(entry).isDirectory ? contents(entry) : [entry]
    }
  }

  private static func contents(_ directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).map {
      FilePath(directory).appending($0).string
    }
  }

  /// Where a name leads, links followed, also where nothing is there yet.
  private static func place(_ path: String) -> FilePath? {
    let path = FilePath(path)
    if let resolved = path.resolved { return resolved }
    guard let name = path.lastComponent else { return nil }
    return path.removingLastComponent().resolved?.appending(name)
  }
}

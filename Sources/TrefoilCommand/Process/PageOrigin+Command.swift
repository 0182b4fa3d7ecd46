internal import TrefoilFiles
internal import TrefoilReports

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension PageOrigin {
  /// This version, this command line and the present time.
  static var thisCommand: PageOrigin {
    let time = Date().formatted(.iso8601).prefix(16).replacing("T", with: " ")
    return PageOrigin(date: "\(time) UTC", command: CommandLine.shellText)
  }
}

extension CommandLine {
  /// The command as a shell would take it, for reports.
  static var shellText: String {
    let program = arguments.first?.split(separator: "/").last.map(String.init) ?? "trefoil"
    return ([program] + arguments.dropFirst().map(ShellWord.quoted)).joined(separator: " ")
  }
}

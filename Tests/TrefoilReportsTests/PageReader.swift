import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What an XML parser, which forgives nothing, makes of a page.
final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: Set<String> = []
  private(set) var attributes: [(name: String, value: String)] = []
  private(set) var text = ""
  private(set) var counts: [String: Int] = [:]

  init(_ page: String) throws {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  /// The values of all attributes with a name.
  func values(of name: String) -> [String] {
    attributes.filter { $0.name == name }.map(\.value)
  }

  /// The attributes that run or load something.
  var handlers: [String] {
    attributes.map(\.name).filter { $0.hasPrefix("on") || $0 == "src" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes found: [String: String]
  ) {
    elements.insert(name)
    counts[name, default: 0] += 1
    attributes += found.map { ($0.key, $0.value) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text += string
  }
}

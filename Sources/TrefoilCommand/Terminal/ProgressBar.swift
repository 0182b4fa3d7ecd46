internal import TrefoilReports

/// How far long work has come, as a line of text.
package struct ProgressBar: Equatable, Sendable {
  /// What is done.
  package let title: String
  /// The share that is done, in `0...1`; nil if the whole is not known.
  package var fraction: Double?
  /// What is done so far, in words.
  package var done: String
  /// The tokens done so far; nil where tokens are not what takes time.
  package var tokens: Int?
  /// Seconds since the work began.
  package var elapsed: Double

  /// Makes a bar at its beginning.
  package init(
    title: String, fraction: Double? = nil, done: String = "", tokens: Int? = nil,
    elapsed: Double = 0
  ) {
    self.title = title
    self.fraction = fraction
    self.done = done
    self.tokens = tokens
    self.elapsed = elapsed
  }

  /// Seconds left at the pace so far; nil before there is a pace.
  package var remaining: Double? {
    guard let fraction, fraction > 0, elapsed > 0 else { return nil }
    return elapsed * (1 - min(1, fraction)) / fraction
  }

  /// The bar, at most `width` columns wide.
  package func line(width: Int) -> String {
    var facts = done.isEmpty ? [] : [done]
    if let tokens, elapsed > 0 { facts.append("\(Int(Double(tokens) / elapsed)) tokens/s") }
    if let remaining { facts.append(Self.clock(remaining) + " left") }
    let text = facts.joined(separator: ", ")
    guard let fraction else { return DisplayWidth.shorten("\(title)  \(text)", to: width) }
    let percent = Int(min(1, max(0, fraction)) * 100)
    let cells = min(30, width - title.count - text.count - 12)
    guard cells >= 5 else {
      return DisplayWidth.shorten("\(title) \(percent)%  \(text)", to: width)
    }
    let full = cells * percent / 100
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
    return "\(title)  \(bar)  \(percent)%  \(text)"
  }

  /// Seconds as `m:ss`, or `h:mm:ss` from an hour on.
  package static func clock(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds.rounded()), 359_999))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = (rest < 10 ? ":0" : ":") + String(rest)
    guard hours > 0 else { return "\(minutes)\(tail)" }
    return "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)\(tail)"
  }
}

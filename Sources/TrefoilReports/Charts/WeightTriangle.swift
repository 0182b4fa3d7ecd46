internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFormats

/// A triangle whose corners are the three scores, coloured by what weights reach.
struct WeightTriangle {
  let points: [WeightPoint]
  let weightsInUse: HybridWeights?
  let title: String

  /// The corners: dense on top, sparse to the left, ColBERT to the right; sides of equal length.
  private static let corners = [(180.0, 34.0), (50.0, 259.2), (310.0, 259.2)]
  /// The largest way between neighbours that cells fill, a tenth of a side, so that cells of few
  /// points leave the corners' names free.
  private static let largestStep = 26.0

  /// The drawing.
  var markup: Markup {
    let values = points.map(\.value)
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let radius = cellRadius
    var content = [
      SVG.polygon(Self.corners, [("fill", "none"), ("class", "rule")]),
      SVG.text("dense", x: 180, y: 12, anchor: "middle"),
      SVG.text("sparse", x: 50, y: 290, anchor: "middle"),
      SVG.text("ColBERT", x: 310, y: 290, anchor: "middle"),
    ]
    for point in points {
      let share = high > low ? (point.value - low) / (high - low) : 1
      content.append(
        cell(
          point, radius, [("fill", "var(--accent)"), ("fill-opacity", "\(Self.opacity(share))")]))
    }
    if let best = points.max(by: { $0.value < $1.value }) {
      content.append(
        cell(best, radius, [("fill", "none"), ("stroke", "var(--ink)"), ("stroke-width", "2")]))
    }
    content += mark
    return SVG.drawing(height: 340, title: title, content + scale(low, high))
  }

  /// A cross where the weights in use lie; none where no point tells how far the scores spread.
  private var mark: [Markup] {
    guard let weightsInUse,
      let shares = points.lazy.compactMap({ $0.shares(of: weightsInUse) }).first
    else { return [] }
    let (x, y) = place(shares)
    let (arm, half) = (9.0, 1.5)
    let cross = [
      (x - half, y - arm), (x + half, y - arm), (x + half, y - half), (x + arm, y - half),
      (x + arm, y + half), (x + half, y + half), (x + half, y + arm), (x - half, y + arm),
      (x - half, y + half), (x - arm, y + half), (x - arm, y - half), (x - half, y - half),
    ]
    return [
      SVG.polygon(
        cross, [("fill", "var(--loss)"), ("stroke", "var(--paper)")],
        title: "In use: \(weightsInUse)")
    ]
  }

  private static func opacity(_ share: Double) -> Double {
    ((0.08 + 0.92 * share) * 100).rounded() / 100
  }

  /// Where a point lies: the corners' mean, weighted by the scores' shares.
  private func place(_ shares: WeightShares) -> (Double, Double) {
    return zip(shares.values.all, Self.corners).reduce((0, 0)) { place, part in
      (place.0 + part.0 * part.1.0, place.1 + part.0 * part.1.1)
    }
  }

  /// Half of the way to the nearest other point, over the cosine of 30°: cells that fill a grid.
  private var cellRadius: Double {
    let places = points.map { place($0.shares) }
    var nearest = Self.largestStep
    for (index, one) in places.enumerated() {
      for other in places[(index + 1)...] {
        let distance =
          ((one.0 - other.0) * (one.0 - other.0)
          + (one.1 - other.1) * (one.1 - other.1)).squareRoot()
        if distance > 1 { nearest = min(nearest, distance) }
      }
    }
    return nearest / 3.0.squareRoot()
  }

  private func cell(
    _ point: WeightPoint, _ radius: Double, _ attributes: [(String, String)]
  ) -> Markup {
    let (x, y) = place(point.shares)
    let half = radius * 3.0.squareRoot() / 2
    let corners: [(Double, Double)] = [
      (x, y - radius), (x + half, y - radius / 2), (x + half, y + radius / 2), (x, y + radius),
      (x - half, y + radius / 2), (x - half, y - radius / 2),
    ]
    let weights = point.weights
    return SVG.polygon(
      corners, attributes,
      title: "dense \(weights.dense), sparse \(weights.sparse), ColBERT \(weights.colbert): "
        + FixedPoint.text(point.value, places: 4))
  }

  private func scale(_ low: Double, _ high: Double) -> [Markup] {
    let steps = 8
    let boxes = (0..<steps).map { step in
      let left = 100 + 20 * Double(step)
      let opacity = Self.opacity(Double(step) / Double(steps - 1))
      return SVG.polygon(
        [(left, 316), (left + 20, 316), (left + 20, 328), (left, 328)],
        [("fill", "var(--accent)"), ("fill-opacity", "\(opacity)")])
    }
    return boxes + [
      SVG.text(FixedPoint.text(low, places: 4), x: 94, y: 326, anchor: "end", style: "quiet"),
      SVG.text(FixedPoint.text(high, places: 4), x: 266, y: 326, style: "quiet"),
    ]
  }
}

extension WeightPoint {
  /// The shares that other weights have, by the spread that the point's own weights and shares tell;
  /// nil where a score has no share here.
  fileprivate func shares(of other: HybridWeights) -> WeightShares? {
    guard shares.values.all.allSatisfy({ $0 > 0 }), weights.values.all.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    let parts = ScoreValues { (kind: ScoreKind) in
      Double(other[kind]) * shares[kind] / Double(weights[kind])
    }
    let sum = parts.all.reduce(0, +)
    guard sum.isFinite && sum > 0 else { return nil }
    return WeightShares(parts.map { $0 / sum })
  }
}

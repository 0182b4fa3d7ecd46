// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: the borders of a module are what it says they are, and `unsafe` is spelt out.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

/// The plugin that scripts/documentation runs.
///
/// It is fetched and compiled where the variable asks for it, and by nobody else.
let documentation: [Package.Dependency] =
  Context.environment["TREFOIL_DOCUMENTATION"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

/// The program that scripts/fuzz runs: it has no `main` of its own, so nobody else builds it.
let fuzzing: [Target] =
  Context.environment["TREFOIL_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "TrefoilFuzz",
      dependencies: [
        "Trefoil", "TrefoilCheckpoint", "TrefoilEvaluation", "TrefoilFiles", "TrefoilIndex",
        "TrefoilModel", "TrefoilText", systemPackage,
      ],
      path: "Tools/fuzz/Sources", swiftSettings: settings)
  ]

/// The program that measures scans.
///
/// What it calls is for our modules alone, so it can't be a target of Benchmarks' package. It is built
/// where the variable asks for it, and by nobody else.
let benchmarks: [Target] =
  Context.environment["TREFOIL_BENCHMARKS"] == nil
  ? []
  : [
    .target(name: "CInstructionCeilings", path: "Benchmarks/Sources/CInstructionCeilings"),
    .executableTarget(
      name: "Scans", dependencies: ["CInstructionCeilings", "TrefoilTensor"],
      path: "Benchmarks/Sources/Scans"),
    .executableTarget(
      name: "Searches",
      dependencies: [
        "Trefoil", "TrefoilCore", "TrefoilEvaluation", "TrefoilIndex", "TrefoilTensor",
        systemPackage,
      ],
      path: "Benchmarks/Sources/Searches"),
  ]

let package = Package(
  name: "trefoil",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Trefoil", targets: ["Trefoil"]),
    .library(name: "TrefoilIndex", targets: ["TrefoilIndex"]),
    .library(name: "TrefoilEvaluation", targets: ["TrefoilEvaluation"]),
    .library(name: "TrefoilReports", targets: ["TrefoilReports"]),
    // Matrices and products on their own, for the harness in Benchmarks/; no promise of stability.
    .library(name: "TrefoilTensor", targets: ["TrefoilTensor"]),
    .executable(name: "trefoil", targets: ["TrefoilCommand"]),
  ],
  // A package that uses the library alone may write `traits: []`, and then fetches less.
  traits: [
    .trait(name: "Command", description: "The command trefoil, which parses its arguments."),
    .default(enabledTraits: ["Command"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ] + documentation,
  targets: [
    .target(
      name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .systemLibrary(
      name: "CSentencePieceSystem",
      pkgConfig: "sentencepiece",
      providers: [.apt(["libsentencepiece-dev"]), .brew(["sentencepiece"])]
    ),
    .target(name: "CSentencePiece", dependencies: ["CSentencePieceSystem"]),
    .target(name: "CTrefoilKernels"),
    .target(name: "CTrefoilFiles"),
    .target(name: "TrefoilErrors", swiftSettings: settings),
    .target(name: "TrefoilCore", swiftSettings: settings),
    .target(
      name: "TrefoilFiles", dependencies: ["TrefoilErrors", "CTrefoilFiles", systemPackage],
      swiftSettings: settings),
    .target(name: "TrefoilFormats", swiftSettings: settings),
    .target(
      name: "TrefoilTensor",
      dependencies: [
        "TrefoilErrors", "TrefoilFiles", "CTrefoilKernels", "COpenBLAS", systemPackage,
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilCheckpoint",
      dependencies: [
        "TrefoilErrors", "TrefoilFiles", "TrefoilFormats", "TrefoilTensor", systemPackage,
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilText",
      dependencies: [
        "TrefoilErrors", "TrefoilCore", "TrefoilFiles", "CSentencePiece", systemPackage,
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilModel",
      dependencies: [
        "TrefoilErrors", "TrefoilCore", "TrefoilFiles", "TrefoilTensor", "TrefoilCheckpoint",
        systemPackage,
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilScoring",
      dependencies: ["TrefoilErrors", "TrefoilCore", "TrefoilTensor"],
      swiftSettings: settings),
    .target(
      name: "Trefoil",
      dependencies: [
        "TrefoilErrors", "TrefoilCore", "TrefoilFiles", "TrefoilTensor", "TrefoilCheckpoint",
        "TrefoilText", "TrefoilModel", "TrefoilScoring", systemPackage,
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilIndex",
      dependencies: [
        "TrefoilErrors", "TrefoilFiles", "TrefoilTensor", "TrefoilScoring", "Trefoil",
        systemPackage, .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilEvaluation",
      dependencies: [
        "TrefoilCore", "TrefoilErrors", "TrefoilFiles", "TrefoilTensor", "Trefoil", "TrefoilIndex",
        systemPackage,
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilWire",
      dependencies: ["TrefoilFiles", "TrefoilFormats", "Trefoil", "TrefoilIndex"],
      swiftSettings: settings),
    .target(
      name: "TrefoilReports",
      dependencies: [
        "TrefoilFormats", "Trefoil", "TrefoilIndex", "TrefoilEvaluation", "TrefoilWire",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "TrefoilCommand",
      dependencies: [
        "TrefoilErrors", "TrefoilFiles", "TrefoilFormats", "Trefoil", "TrefoilIndex",
        "TrefoilEvaluation", "TrefoilWire", "TrefoilReports", systemPackage,
        .product(
          name: "ArgumentParser", package: "swift-argument-parser",
          condition: .when(traits: ["Command"])),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .target(
      name: "TrefoilTesting",
      dependencies: [
        "TrefoilCore", "TrefoilFiles", "TrefoilText", "TrefoilModel", "Trefoil", "TrefoilIndex",
        "TrefoilEvaluation", systemPackage,
      ],
      swiftSettings: settings),
    .testTarget(name: "TrefoilCoreTests", dependencies: ["TrefoilCore"]),
    .testTarget(
      name: "TrefoilFilesTests",
      dependencies: ["TrefoilFiles", "TrefoilTesting", systemPackage]),
    .testTarget(name: "TrefoilFormatsTests", dependencies: ["TrefoilFormats"]),
    .testTarget(
      name: "TrefoilTensorTests",
      dependencies: [
        "TrefoilTensor", "TrefoilFiles", "CTrefoilKernels", "TrefoilTesting", systemPackage,
      ]),
    .testTarget(
      name: "TrefoilCheckpointTests",
      dependencies: ["TrefoilCheckpoint", "TrefoilTesting", systemPackage]),
    .testTarget(
      name: "TrefoilTextTests",
      dependencies: [
        "TrefoilText", "TrefoilErrors", "TrefoilCore", "TrefoilFiles", "TrefoilTesting",
        systemPackage,
      ]),
    .testTarget(
      name: "TrefoilModelTests",
      dependencies: [
        "TrefoilModel", "TrefoilCheckpoint", "TrefoilCore", "TrefoilFiles", "TrefoilTensor",
        "TrefoilTesting", systemPackage,
      ]),
    .testTarget(
      name: "TrefoilScoringTests",
      dependencies: ["TrefoilScoring", "TrefoilCore", "TrefoilTesting"]),
    .testTarget(
      name: "TrefoilTests",
      dependencies: [
        "Trefoil", "TrefoilText", "TrefoilModel", "TrefoilTensor", "TrefoilTesting", systemPackage,
      ]),
    .testTarget(
      name: "TrefoilIndexTests",
      dependencies: [
        "TrefoilIndex", "TrefoilEvaluation", "TrefoilFiles", "TrefoilTensor", "Trefoil",
        "TrefoilTesting", systemPackage, .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "TrefoilEvaluationTests",
      dependencies: [
        "TrefoilEvaluation", "TrefoilIndex", "TrefoilFiles", "Trefoil", "TrefoilTesting",
        systemPackage,
      ]),
    .testTarget(
      name: "TrefoilWireTests",
      dependencies: ["TrefoilWire", "TrefoilFormats", "Trefoil", "TrefoilTesting"]),
    .testTarget(
      name: "TrefoilReportsTests",
      dependencies: [
        "TrefoilReports", "TrefoilEvaluation", "TrefoilIndex", "TrefoilFormats", "Trefoil",
        "TrefoilTesting",
      ]),
    .testTarget(
      name: "TrefoilCommandTests",
      dependencies: [
        "Trefoil", "TrefoilCommand", "TrefoilFiles", "TrefoilEvaluation",
        "TrefoilReports", "TrefoilTesting",
      ]),
  ] + fuzzing + benchmarks,
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

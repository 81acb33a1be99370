package io.nerest.detector.architecture;

/** A network of a few thousand parameters, on which gradients can be checked numerically. */
public final class TinyArchitecture {
    /** Every supported module, four levels from stride 4 on, few channels. */
    public static final String TEXT = """
            nc: 80
            backbone:
              - [-1, 1, Conv, [8, 3, 2]]
              - [-1, 1, Conv, [8, 3, 2]]
              - [-1, 2, C2f, [8, True]]
              - [-1, 1, Conv, [16, 3, 2]]
              - [-1, 1, C3, [16]]
              - [-1, 1, Conv, [16, 3, 2]]
              - [-1, 1, SPPF, [16, 5]]
            head:
              - [-1, 1, nn.Upsample, [None, 2, "nearest"]]
              - [[-1, 4], 1, Concat, [1]]
              - [-1, 1, C2f, [16]]
              - [-1, 1, nn.Upsample, [None, 2, nearest]]
              - [[-1, 2], 1, Concat, [1]]
              - [-1, 1, C2f, [8, False]]
              - [[12, 9, 6], 1, Detect, [nc]]
            """;

    private TinyArchitecture() {}

    public static NetworkDescription describe(int classes) {
        return ArchitectureFile.parse("tiny", TEXT).describe(classes);
    }
}

package io.nerest.cli.base;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.GroundTruth;
import io.nerest.vision.box.LabelledBox;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Size of a camera's frames, and the rows that its content takes between black bars.
 *
 * @param top first row of the content
 * @param bottom row after its last one
 */
record CameraFrameFormat(int width, int height, int top, int bottom) {
    private static final int BLACK = 12;
    private static final int LEAST_ROWS = 50;

    /** Finds the rows that are not black; an image with few such rows is taken whole. */
    static CameraFrameFormat of(Pixels image) {
        int top = 0;
        while (top < image.height() && isBlack(image, top)) {
            top++;
        }
        int bottom = image.height();
        while (bottom > top && isBlack(image, bottom - 1)) {
            bottom--;
        }
        return bottom - top < Math.min(LEAST_ROWS, image.height())
                ? new CameraFrameFormat(image.width(), image.height(), 0, image.height())
                : new CameraFrameFormat(image.width(), image.height(), top, bottom);
    }

    /** Returns the most frequent size, with the medians of its first and last rows. */
    static CameraFrameFormat mostFrequent(List<CameraFrameFormat> formats) {
        Map<List<Integer>, List<CameraFrameFormat>> bySize =
                formats.stream().collect(Collectors.groupingBy(format -> List.of(format.width, format.height)));
        List<CameraFrameFormat> same = bySize.values().stream()
                .max(Comparator.<List<CameraFrameFormat>>comparingInt(List::size)
                        .thenComparingInt(list -> list.get(0).width)
                        .thenComparingInt(list -> list.get(0).height))
                .orElseThrow();
        return new CameraFrameFormat(
                same.get(0).width,
                same.get(0).height,
                median(same, CameraFrameFormat::top),
                median(same, CameraFrameFormat::bottom));
    }

    int rows() {
        return bottom - top;
    }

    boolean isSizeOf(CameraFrameFormat other) {
        return other.width == width && other.height == height;
    }

    /** Returns the content without its bars. */
    Pixels content(Pixels frame) {
        return frame.crop(0, top, width, rows());
    }

    /** Returns a frame with black bars around content of this format's rows. */
    Pixels frame(Pixels content) {
        byte[] values = new byte[width * height * 3];
        System.arraycopy(content.values(), 0, values, top * width * 3, content.values().length);
        return new Pixels(values, width, height, 3);
    }

    /** Returns a box of a frame in pixels of the content, cut at its edges. */
    GroundTruth inContent(LabelledBox label) {
        Box box = label.toPixels(width, height);
        return new GroundTruth(
                new Box(
                        Math.max(0, box.x1()),
                        Math.max(0, box.y1() - top),
                        Math.min(width, box.x2()),
                        Math.min(rows(), box.y2() - top)),
                label.classId());
    }

    /** Returns a box of the content as a label of the frame. */
    LabelledBox label(GroundTruth fish) {
        Box box = fish.box();
        return LabelledBox.around(fish.classId(), box.x1(), box.y1() + top, box.x2(), box.y2() + top, width, height);
    }

    private static boolean isBlack(Pixels image, int row) {
        int rowBytes = image.width() * image.channels();
        long sum = 0;
        for (int i = row * rowBytes; i < (row + 1) * rowBytes; i++) {
            sum += image.values()[i] & 0xff;
        }
        return sum <= (long) BLACK * rowBytes;
    }

    private static int median(List<CameraFrameFormat> formats, Function<CameraFrameFormat, Integer> row) {
        int[] rows = formats.stream().mapToInt(row::apply).toArray();
        Arrays.sort(rows);
        return rows[rows.length / 2];
    }
}

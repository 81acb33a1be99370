package io.nerest.simulator.paint;

import io.nerest.simulator.camera.Rgb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Draws the camera name and local time into a corner with a built-in font, which is identical on every machine. */
final class TimestampPainter {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(11));
    private static final String LETTERS = "0123456789-:CAM ";
    private static final int COLUMNS = 5;
    /** Seven rows of five pixels per letter; the highest bit is the leftmost pixel. */
    private static final int[][] ROWS = {
        {14, 17, 19, 21, 25, 17, 14},
        {4, 12, 4, 4, 4, 4, 14},
        {14, 17, 1, 2, 4, 8, 31},
        {31, 2, 4, 2, 1, 17, 14},
        {2, 6, 10, 18, 31, 2, 2},
        {31, 16, 30, 1, 1, 17, 14},
        {6, 8, 16, 30, 17, 17, 14},
        {31, 1, 2, 4, 8, 8, 8},
        {14, 17, 17, 14, 17, 17, 14},
        {14, 17, 17, 15, 1, 2, 12},
        {0, 0, 0, 31, 0, 0, 0},
        {0, 12, 12, 0, 12, 12, 0},
        {14, 17, 16, 16, 16, 17, 14},
        {14, 17, 17, 31, 17, 17, 17},
        {17, 27, 21, 21, 17, 17, 17},
        {0, 0, 0, 0, 0, 0, 0}
    };

    private TimestampPainter() {}

    /** Draws the text at the top left. It does not change the visible part of a fish. */
    static void paint(Canvas canvas, String camera, Instant capturedAt) {
        String text = camera.toUpperCase(java.util.Locale.ROOT) + "  " + FORMAT.format(capturedAt);
        int size = Math.max(1, Math.round(canvas.width / 480f));
        int left = 6 * size;
        for (int i = 0; i < text.length(); i++) {
            int letter = LETTERS.indexOf(text.charAt(i));
            if (letter >= 0) {
                paint(canvas, ROWS[letter], left + i * (COLUMNS + 1) * size, 5 * size, size);
            }
        }
    }

    private static void paint(Canvas canvas, int[] rows, int left, int top, int size) {
        for (int y = 0; y < rows.length * size; y++) {
            for (int x = 0; x < COLUMNS * size; x++) {
                boolean set = (rows[y / size] >> (COLUMNS - 1 - x / size) & 1) == 1;
                if (set && left + x < canvas.width && top + y < canvas.height) {
                    int p = (top + y) * canvas.width + left + x;
                    canvas.rgb[p] = Rgb.mix(canvas.rgb[p], 0xf4f4f4, 0.85);
                }
            }
        }
    }
}

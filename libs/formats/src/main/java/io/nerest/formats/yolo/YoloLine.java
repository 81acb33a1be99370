package io.nerest.formats.yolo;

import java.util.Locale;
import java.util.StringTokenizer;

/**
 * One line of a label file: a class number, and then centre and size, or the corners of an outline (three or more), as
 * fractions of the image. Predictions have a confidence after centre and size.
 *
 * @param values at least one; the first is the class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record YoloLine(double[] values) {

    /**
     * Splits a line into its numbers.
     *
     * @throws NumberFormatException if a word is not a number
     */
    public static YoloLine parse(String line) {
        StringTokenizer words = new StringTokenizer(line);
        double[] values = new double[words.countTokens()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(words.nextToken());
        }
        return new YoloLine(values);
    }

    /** Whether the line holds a box without a confidence. */
    public boolean isBox() {
        return values.length == 5;
    }

    /** Whether the line holds a box with a confidence. */
    public boolean isPrediction() {
        return values.length == 6;
    }

    public boolean isOutline() {
        return values.length >= 7 && values.length % 2 == 1;
    }

    /** Whether all values are finite. */
    public boolean isFinite() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return Double.isFinite(sum);
    }

    /** Left, top, right and bottom edge around an outline, each in [0, 1]. */
    public double[] aroundOutline() {
        double left = 1;
        double top = 1;
        double right = 0;
        double bottom = 0;
        for (int i = 1; i < values.length; i += 2) {
            left = Math.min(left, values[i]);
            right = Math.max(right, values[i]);
            top = Math.min(top, values[i + 1]);
            bottom = Math.max(bottom, values[i + 1]);
        }
        return new double[] {left, top, right, bottom};
    }

    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}

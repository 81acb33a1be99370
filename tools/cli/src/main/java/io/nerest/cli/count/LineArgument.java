package io.nerest.cli.count;

import io.nerest.counting.passage.CountingLine;
import java.util.Arrays;
import java.util.List;

/**
 * A line as the user gives it: {@code x1,y1,x2,y2} in pixels, or as fractions of the image if no number exceeds 1.
 *
 * @param numbers four of them, at least 0
 */
record LineArgument(List<Double> numbers) {

    LineArgument {
        numbers = List.copyOf(numbers);
    }

    /** @throws IllegalArgumentException if the text is not four numbers of at least 0, or both ends are one point */
    static LineArgument parse(String text) {
        List<Double> numbers;
        try {
            numbers = Arrays.stream(text.split(",", -1))
                    .map(number -> Double.valueOf(number.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(problem(text), e);
        }
        if (numbers.size() != 4 || numbers.stream().anyMatch(number -> !(number >= 0 && number < 1e6))) {
            throw new IllegalArgumentException(problem(text));
        }
        if (numbers.get(0).equals(numbers.get(2)) && numbers.get(1).equals(numbers.get(3))) {
            throw new IllegalArgumentException("--line=" + text + ": both ends are the same point");
        }
        return new LineArgument(numbers);
    }

    private static String problem(String text) {
        return "--line=" + text + ": must be x1,y1,x2,y2: four numbers of at least 0, in pixels, or all at most 1 as"
                + " fractions of the image, such as 0.5,1,0.5,0";
    }

    /** Returns the line in the pixels of an image. */
    CountingLine in(int width, int height) {
        boolean fractions = numbers.stream().allMatch(number -> number <= 1);
        double x = fractions ? width : 1;
        double y = fractions ? height : 1;
        return new CountingLine(numbers.get(0) * x, numbers.get(1) * y, numbers.get(2) * x, numbers.get(3) * y);
    }
}

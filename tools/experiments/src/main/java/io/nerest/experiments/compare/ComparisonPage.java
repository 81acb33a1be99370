package io.nerest.experiments.compare;

import io.nerest.experiments.compare.ComparisonResult.GroupPair;
import io.nerest.experiments.page.HtmlTemplate;
import io.nerest.experiments.page.InlineImage;
import io.nerest.experiments.page.Thumbnail;
import io.nerest.experiments.plots.Drawing;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.MetricDifference;
import io.nerest.vision.image.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code report.html} of a comparison. */
final class ComparisonPage {
    static final String FILE = "report.html";

    private static final int LONGEST = 520;

    private ComparisonPage() {}

    /** A plot of the page. */
    public record Plot(String title, String caption, String image) {}

    /** A row of a table of groups. */
    public record Row(
            String name,
            int instances,
            String a,
            String b,
            String difference,
            String a95,
            String b95,
            String difference95) {}

    /** A table of groups. */
    public record Table(String name, List<Row> rows) {

        public String lower() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    /** A line of the table of all objects. */
    public record Line(String metric, String a, String b, String difference, String interval, String verdict) {}

    /** An image with both models' boxes. */
    public record Pair(String name, String a, String b, String textOfA, String textOfB) {}

    /**
     * Writes the page.
     *
     * @param images indices of the images to show
     */
    static void write(
            Path file, ComparisonResult result, Comparison comparison, List<Integer> images, List<Drawing> drawings)
            throws IOException {
        List<Plot> plots = new ArrayList<>();
        for (Drawing drawing : drawings) {
            plots.add(new Plot(drawing.title(), drawing.caption(), InlineImage.png(drawing.file())));
        }
        List<Pair> pairs = new ArrayList<>();
        for (int image : images) {
            pairs.add(pair(comparison, image));
        }
        List<Table> tables = new ArrayList<>();
        table(tables, "Class", result.perClass());
        table(tables, "Size", result.perSize());
        table(tables, "Stream", result.perStream());
        Map<String, Object> values = new HashMap<>();
        values.put("a", result.a());
        values.put("b", result.b());
        values.put("msOfA", String.format(Locale.ROOT, "%.1f", result.a().milliseconds()));
        values.put("msOfB", String.format(Locale.ROOT, "%.1f", result.b().milliseconds()));
        values.put("confidenceOfA", number(result.a().confidence()));
        values.put("confidenceOfB", number(result.b().confidence()));
        values.put("data", result.data());
        values.put("classes", String.join(", ", result.data().classNames()));
        values.put(
                "lines", result.differences().stream().map(ComparisonPage::line).toList());
        values.put("bootstrap", result.bootstrap());
        values.put("tables", tables);
        values.put("plots", plots);
        values.put("pairs", pairs);
        values.put("differ", comparison.byDisagreement().size());
        new HtmlTemplate("compare.html").write(file, values);
    }

    private static Pair pair(Comparison comparison, int image) throws IOException {
        DatasetItem item = comparison.dataset().val().get(image);
        Verdict ofA = comparison.verdictOfA(image);
        Verdict ofB = comparison.verdictOfB(image);
        List<String> classNames = comparison.dataset().classNames();
        return new Pair(
                String.valueOf(item.image().getFileName()),
                drawn(item, ofA, classNames),
                drawn(item, ofB, classNames),
                ofA.text(),
                ofB.text());
    }

    private static String drawn(DatasetItem item, Verdict verdict, List<String> classNames) throws IOException {
        try {
            BufferedImage image = Thumbnail.of(item.image(), LONGEST);
            BoxDrawing.draw(image, image.getWidth() / (double) item.width(), verdict, classNames);
            return InlineImage.jpeg(image);
        } catch (ImageRejectedException gone) {
            throw new IOException(item.image() + " is no longer readable: " + gone.getMessage(), gone);
        }
    }

    private static void table(List<Table> tables, String name, List<GroupPair> groups) {
        if (groups.size() > 1) {
            tables.add(new Table(
                    name,
                    groups.stream()
                            .map(group -> new Row(
                                    group.group(),
                                    group.instances(),
                                    number(group.a().map50()),
                                    number(group.b().map50()),
                                    signed(group.difference50()),
                                    number(group.a().map50To95()),
                                    number(group.b().map50To95()),
                                    signed(group.difference50To95())))
                            .toList()));
        }
    }

    private static Line line(MetricDifference d) {
        return new Line(
                d.metric(),
                number(d.a()),
                number(d.b()),
                signed(d.difference()),
                signed(d.low()) + " to " + signed(d.high()),
                d.isClear() ? (d.difference() > 0 ? "B is better" : "A is better") : "not significant");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }
}

package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No object of an annotation tool becomes background: a shape is a box, or its image is rejected. */
class ShapesTest {
    private static final String RECTANGLE = """
            {"id": "r", "type": "rectanglelabels", "original_width": 100, "original_height": 50,
             "value": {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": ["fish"]}}""";

    @TempDir
    Path folder;

    private final ImportReport report = new ImportReport();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ellipse label=\"fish\" cx=\"20\" cy=\"20\" rx=\"5\" ry=\"5\"/>",
                "<mask label=\"fish\" rle=\"3, 5\" left=\"10\" top=\"10\" width=\"4\" height=\"2\"/>",
                "<skeleton label=\"fish\"><points label=\"head\" points=\"1,2\"/></skeleton>",
                "<cuboid label=\"fish\" xtl1=\"1\" ytl1=\"1\"/>",
                "<polyline label=\"fish\" points=\"1,2;9,2\"/>",
                "<points label=\"fish\" points=\"20,20\"/>"
            })
    void anImageOfCvatWithAShapeThatIsNoBoxIsRejectedAndNamesIt(String shape) throws IOException {
        AnnotationSet set = cvat("<box label=\"fish\" xtl=\"1\" ytl=\"1\" xbr=\"9\" ybr=\"9\"/>" + shape);

        assertThat(set.images()).isEmpty();
        assertThat(report.text()).contains("a.png").contains(shape.substring(1, shape.indexOf(' ')));
    }

    @Test
    void aPolygonOfCvatIsItsBoundingBoxAndTagsAndAttributesAreNoShapes() throws IOException {
        AnnotationSet set = cvat("<tag label=\"night\"/><polygon label=\"fish\" points=\"10,10;50,20;20,40\">"
                + "<attribute name=\"sex\">f</attribute></polygon>");

        assertBox(set, 0.1, 0.2, 0.4, 0.6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"ellipselabels\", \"value\": {\"x\": 9, \"y\": 9, \"radiusX\": 2, \"radiusY\": 1, \"ellipselabels\": [\"fish\"]}}",
                "{\"type\": \"brushlabels\", \"value\": {\"format\": \"rle\", \"rle\": [1, 2], \"brushlabels\": [\"fish\"]}}",
                "{\"type\": \"keypointlabels\", \"value\": {\"x\": 9, \"y\": 9, \"width\": 1, \"keypointlabels\": [\"fish\"]}}",
                "{\"type\": \"rectangle\", \"id\": \"x\", \"value\": {\"x\": 9, \"y\": 9, \"width\": 1, \"height\": 1}}",
                "{\"type\": \"labels\", \"id\": \"x\", \"value\": {\"rle\": [1], \"labels\": [\"fish\"]}}"
            })
    void anImageOfLabelStudioWithAShapeThatIsNoBoxIsRejectedAndNamesIt(String result) throws IOException {
        AnnotationSet set = labelStudio(annotated(RECTANGLE + "," + result));

        assertThat(set.images()).isEmpty();
        assertThat(report.text()).contains("a.png").contains("shape of type");
    }

    @Test
    void aPolygonOfLabelStudioIsItsBoundingBox() throws IOException {
        assertBox(
                labelStudio(
                        annotated(
                                "{\"type\": \"polygonlabels\", \"value\": {\"points\": [[10, 20], [50, 40], [20, 80]], \"polygonlabels\": [\"fish\"]}}")),
                0.1,
                0.2,
                0.4,
                0.6);
    }

    @Test
    void aRegionWhoseLabelIsAResultOfItsOwnIsOneBoxAndItsChoicesAreNoShape() throws IOException {
        String place = "\"x\": 10, \"y\": 20, \"width\": 40, \"height\": 60, \"rotation\": 0";
        assertBox(
                labelStudio(annotated("{\"id\": \"x\", \"type\": \"rectangle\", \"value\": {" + place + "}},"
                        + "{\"id\": \"x\", \"type\": \"labels\", \"value\": {" + place + ", \"labels\": [\"fish\"]}},"
                        + "{\"id\": \"x\", \"type\": \"choices\", \"value\": {\"choices\": [\"male\"]}}")),
                0.1,
                0.2,
                0.4,
                0.6);
    }

    @Test
    void aPolygonOfTheShortExportIsItsBoundingBoxToo() throws IOException {
        assertBox(labelStudio("""
                        {"image": "a.png", "annotator": 1, "label": [
                          {"points": [[10, 20], [50, 40], [20, 80]], "polygonlabels": ["fish"], "original_width": 100, "original_height": 50}]}
                        """), 0.1, 0.2, 0.4, 0.6);
    }

    @Test
    void tasksThatNobodyHasAnnotatedAreLeftOutAndReportedAndImagesWithoutFishStay() throws IOException {
        AnnotationSet set = labelStudio("""
                {"data": {"image": "open.png"}, "annotations": [], "predictions": []},
                {"data": {"image": "skipped.png"}, "annotations": [{"was_cancelled": true, "result": []}]},
                {"image": "open-short.png", "id": 4},
                {"data": {"image": "none.png"}, "annotations": [{"result": []}]},
                {"image": "none-short.png", "id": 5, "annotator": 1}
                """);

        assertThat(set.images()).extracting(AnnotatedImage::name).containsExactly("none.png", "none-short.png");
        assertThat(report.rejected()).isZero();
        assertThat(report.text()).contains("open.png").contains("skipped.png").contains("open-short.png");
    }

    private AnnotationSet cvat(String shapes) throws IOException {
        Path file = Files.writeString(
                folder.resolve("annotations.xml"),
                "<annotations><image id=\"0\" name=\"a.png\" width=\"100\" height=\"50\">" + shapes
                        + "</image></annotations>");
        return AnnotationFormat.CVAT.read(file, List.of(), FormatLimits.DEFAULT, report);
    }

    private AnnotationSet labelStudio(String tasks) throws IOException {
        Path file = Files.writeString(folder.resolve("export.json"), "[" + tasks + "]");
        return AnnotationFormat.LABEL_STUDIO.read(file, List.of(), FormatLimits.DEFAULT, report);
    }

    private static String annotated(String results) {
        return "{\"data\": {\"image\": \"a.png\"}, \"annotations\": [{\"result\": [" + results + "]}]}";
    }

    private void assertBox(AnnotationSet set, double left, double top, double width, double height) {
        assertThat(report.rejected()).as(report.text()).isZero();
        assertThat(set.images()).hasSize(1);
        assertThat(set.images().get(0).boxes()).hasSize(1);
        AnnotatedBox box = set.images().get(0).boxes().get(0);
        assertThat(box.className()).isEqualTo("fish");
        assertThat(box.left()).isEqualTo(left, within(1e-9));
        assertThat(box.top()).isEqualTo(top, within(1e-9));
        assertThat(box.width()).isEqualTo(width, within(1e-9));
        assertThat(box.height()).isEqualTo(height, within(1e-9));
    }
}

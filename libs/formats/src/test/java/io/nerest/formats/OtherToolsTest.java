package io.nerest.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.formats.model.AnnotatedBox;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import io.nerest.formats.model.FormatLimits;
import io.nerest.formats.model.ImportReport;
import io.nerest.formats.model.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts and fields as other tools write them, by their documentation. */
class OtherToolsTest {
    private static final String BOX = "{\"id\":1,\"image_id\":1,\"category_id\":5,\"bbox\":[20,10,40,20]}";

    @TempDir
    Path folder;

    @Test
    void roboflowsCocoHasAnnotationsBesideTheImagesOfEachSplit() throws IOException {
        for (String split : List.of("train", "valid", "test")) {
            image(split + "/a.png");
            write(split + "/_annotations.coco.json", coco("a.png", BOX));
        }

        AnnotationSet set = read();

        assertThat(set.splits()).containsExactlyInAnyOrder(Split.TRAIN, Split.VAL, Split.TEST);
        assertThat(set.images()).allMatch(image -> image.file().isPresent());
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
    }

    @Test
    void roboflowsDataYamlNamesFoldersAboveItself() throws IOException {
        image("train/images/a.png");
        write("train/labels/a.txt", "0 0.4 0.4 0.4 0.4\n");
        image("valid/images/b.png");
        write("valid/labels/b.txt", "0 0.2 0.2 0.4 0.2 0.4 0.6 0.2 0.6\n");
        write("data.yaml", "train: ../train/images\nval: ../valid/images\nnc: 1\nnames: ['fish']\n");

        AnnotationSet set = read();

        assertThat(set.images(Split.VAL)).extracting(AnnotatedImage::name).containsExactly("b.png");
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
        assertThat(set.images(Split.VAL).get(0).boxes().get(0).height()).isEqualTo(0.4, within(1e-9));
    }

    @Test
    void cocosOwnFolderHasCaptionsBesideTheInstances() throws IOException {
        image("train2017/a.png");
        image("val2017/b.png");
        write("annotations/instances_train2017.json", coco("a.png", BOX));
        write("annotations/instances_val2017.json", coco("b.png", BOX));
        write("annotations/captions_train2017.json", "{\"images\":[],\"annotations\":[]}");

        AnnotationSet set = read();

        assertThat(set.images()).hasSize(2).allMatch(image -> image.file().isPresent());
        assertThat(set.classNames()).containsExactly("fish");
    }

    @Test
    void labelStudiosUploadsHaveAPrefixAndCancelledAnnotationsDoNotCount() throws IOException {
        image("images/frame 1.png");
        write("export.json", """
                [{"id": 1, "data": {"image": "/data/upload/3/1a2b3c4d-frame%201.png"},
                  "annotations": [
                    {"was_cancelled": false, "result": [{"type": "rectanglelabels", "original_width": 100, "original_height": 50,
                      "value": {"x": 20, "y": 20, "width": 40, "height": 40, "rotation": 0, "rectanglelabels": ["fish"]}}]},
                    {"was_cancelled": true, "result": []}],
                  "predictions": [{"result": [], "score": 0.5}]}]
                """);

        AnnotationSet set = read();

        assertThat(set.images()).extracting(AnnotatedImage::name).containsExactly("frame 1.png");
        assertThat(set.images().get(0).file()).isPresent();
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
    }

    @Test
    void labelStudiosShortExportIsRead() throws IOException {
        write("export.json", """
                [{"image": "/data/local-files/?d=river/a.png", "id": 1, "annotator": 1,
                  "label": [{"x": 20, "y": 20, "width": 40, "height": 40, "rotation": 0, "rectanglelabels": ["fish"],
                    "original_width": 100, "original_height": 50}]}]
                """);

        AnnotationSet set = read();

        assertThat(set.images()).extracting(AnnotatedImage::name).containsExactly("river/a.png");
        assertThat(set.images().get(0).width()).isEqualTo(100);
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
    }

    @Test
    void aRectangleThatLabelStudioRotatedIsReplacedByTheUprightOneAroundIt() throws IOException {
        // 40 by 10 pixels, turned by 90 degrees around its top left corner: it then reaches 10 pixels to the left.
        write("export.json", """
                [{"data": {"image": "a.png"}, "annotations": [{"result": [{"type": "rectanglelabels",
                  "original_width": 100, "original_height": 50,
                  "value": {"x": 50, "y": 10, "width": 40, "height": 20, "rotation": 90, "rectanglelabels": ["fish"]}}]}]}]
                """);

        assertBox(read(), 0.4, 0.1, 0.1, 0.8);
    }

    @Test
    void aBoxThatCvatRotatedIsReplacedByTheUprightOneAroundIt() throws IOException {
        // 40 by 20 pixels around (40, 25), turned by 90 degrees around its centre.
        write("annotations.xml", """
                <annotations><version>1.1</version>
                <meta><job><labels><label><name>fish</name></label></labels></job></meta>
                <image id="0" name="a.png" subset="Validation" width="100" height="50">
                <box label="fish" source="manual" occluded="0" xtl="20.00" ytl="15.00" xbr="60.00" ybr="35.00" rotation="90.00"/>
                </image></annotations>
                """);

        AnnotationSet set = read();

        assertThat(set.images().get(0).split()).isEqualTo(Split.VAL);
        assertBox(set, 0.3, 0.1, 0.2, 0.8);
    }

    @Test
    void viamesMostConfidentSpeciesCounts() throws IOException {
        image("images/a.png");
        write("detections.csv", """
                # 1: Detection or Track-id,  2: Video or Image Identifier,  3: Unique Frame Identifier
                # metadata,fps: 5
                0,a.png,0,20,10,60,30,0.9,-1,rock,0.1,fish,0.8,(kp) head 1 2
                """);

        AnnotationSet set = read();

        assertBox(set, 0.2, 0.2, 0.4, 0.4);
        assertThat(set.images().get(0).boxes().get(0).confidence()).hasValue(0.8);
    }

    @Test
    void fiftyOnesDatasetHasNamesAndTagsInItsSamples() throws IOException {
        image("data/a.png");
        write("metadata.json", "{\"name\": \"x\"}");
        write("samples.json", """
                {"samples": [{"_id": {"$oid": "1"}, "filepath": "data/a.png", "tags": ["validation"],
                  "metadata": {"_cls": "ImageMetadata", "width": 100, "height": 50},
                  "ground_truth": {"_cls": "Detections", "detections": [
                    {"_cls": "Detection", "label": "fish", "bounding_box": [0.2, 0.2, 0.4, 0.4]}]}}]}
                """);

        AnnotationSet set = read();

        assertThat(set.images().get(0).split()).isEqualTo(Split.VAL);
        assertThat(set.images().get(0).file()).isPresent();
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
    }

    @Test
    void vocsFoldersMayBeInLowerCase() throws IOException {
        image("images/a.png");
        write("annotations/a.xml", """
                <annotation><filename>a.png</filename><size><width>100</width><height>50</height></size>
                <object><name>fish</name><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>60</xmax><ymax>30</ymax></bndbox></object>
                </annotation>
                """);

        AnnotationSet set = read();

        assertThat(set.images()).hasSize(1);
        assertThat(set.images().get(0).name()).isEqualTo("a.png");
        assertThat(set.images().get(0).file()).isPresent();
        assertBox(set, 0.2, 0.2, 0.4, 0.4);
    }

    private AnnotationSet read() throws IOException {
        ImportReport report = new ImportReport();
        AnnotationSet set = AnnotationFormat.detect(folder).read(folder, List.of(), FormatLimits.DEFAULT, report);
        assertThat(report.rejected()).as(report.text()).isZero();
        return set;
    }

    private static void assertBox(AnnotationSet set, double left, double top, double width, double height) {
        AnnotatedBox box = set.images().get(0).boxes().get(0);
        assertThat(box.className()).isEqualTo("fish");
        assertThat(box.left()).isEqualTo(left, within(1e-9));
        assertThat(box.top()).isEqualTo(top, within(1e-9));
        assertThat(box.width()).isEqualTo(width, within(1e-9));
        assertThat(box.height()).isEqualTo(height, within(1e-9));
    }

    private static String coco(String name, String annotations) {
        return "{\"info\":{},\"images\":[{\"id\":1,\"file_name\":\"" + name + "\",\"width\":100,\"height\":50}],"
                + "\"annotations\":[" + annotations + "],\"categories\":[{\"id\":5,\"name\":\"fish\"}]}";
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private void image(String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        ImageIO.write(
                new BufferedImage(100, 50, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                folder.resolve(file).toFile());
    }
}

package io.nerest.training.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.image.LetterboxTransform;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidatorTest {

    @Test
    void measuresInThePicturesOwnPixels() {
        // 640x320 laid into 320x320: halved, 80 rows of padding above.
        DatasetItem item =
                new DatasetItem(Path.of("a.jpg"), List.of(new LabelledBox(0, .5f, .5f, .25f, .5f)), "weir", 640, 320);
        LetterboxTransform transform = new LetterboxTransform(.5f, 0, 80, 640, 320);
        FloatBuffer predictions = FloatBuffer.wrap(new float[] {160, 160, 80, 80, .9f});
        Validator validator = new Validator(List.of("fish"), NmsOptions.forValidation());

        List<List<Detection>> found =
                validator.add(List.of(item), List.of(transform), validator.detections(1, predictions, 1));
        DetectionReport report = validator.report();

        assertThat(found).containsExactly(List.of(new Detection(new Box(240, 80, 400, 240), .9f, 0)));
        assertThat(report.all().map50To95()).isCloseTo(.995, within(1e-9));
        assertThat(report.perSize().get(0).group()).isEqualTo("large");
    }

    @Test
    void numbersPicturesByTheirNamesWhereTheseAreNumbers() {
        List<DatasetItem> coco = List.of(item("000000000139.jpg"), item("000000000285.jpg"));
        List<DatasetItem> mixed = List.of(item("7.jpg"), item("b.jpg"));

        assertThat(new ImageIds(coco).of(coco.get(1))).isEqualTo(285);
        assertThat(new ImageIds(mixed).of(mixed.get(0))).isEqualTo(1);
        assertThat(new ImageIds(mixed).of(mixed.get(1))).isEqualTo(2);
    }

    private static DatasetItem item(String name) {
        return new DatasetItem(Path.of(name), List.of(), "a", 64, 48);
    }
}

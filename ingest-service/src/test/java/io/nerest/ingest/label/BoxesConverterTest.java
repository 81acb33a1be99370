package io.nerest.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.vision.box.LabelledBox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The golden file holds the column {@code label.boxes} as databases contain it. Later versions must read it. */
class BoxesConverterTest {
    private static final List<LabelledBox> BOXES =
            List.of(new LabelledBox(0, .5, .25, .2, .1), new LabelledBox(1, .125, 1, .0625, .5));

    private final BoxesConverter converter = new BoxesConverter();

    private static String golden() throws IOException {
        try (InputStream file = BoxesConverterTest.class.getResourceAsStream("/golden/label-boxes.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void storedBoxesAreRead() throws IOException {
        assertThat(converter.convertToEntityAttribute(golden())).isEqualTo(BOXES);
    }

    @Test
    void boxesAreWrittenInTheStoredFormat() throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readTree(converter.convertToDatabaseColumn(BOXES))).isEqualTo(json.readTree(golden()));
    }

    @Test
    void aFrameWithoutObjectsHasAnEmptyList() {
        assertThat(converter.convertToEntityAttribute("[]")).isEmpty();
    }
}

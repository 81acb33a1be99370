package io.nerest.messaging.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnstorableTextTest {
    @ParameterizedTest
    @CsvSource({
        "{'a':'\\u0000'}, NUL",
        "{'a':'\\\\\\u0000'}, NUL",
        "{'a':'\\ud83d'}, U+D83D",
        "{'a':'\\ud83dx'}, U+D83D",
        "{'a':'\\ud83d\\n'}, U+D83D",
        "{'a':'\\ud83d\\ud83d\\udc1f'}, U+D83D",
        "{'\\uDC1F':1}, U+DC1F"
    })
    void nulAndHalvesOfSurrogatePairsAreFound(String json, String found) {
        assertThat(UnstorableText.find(bytes(json)))
                .hasValueSatisfying(text -> assertThat(text).contains(found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':'\\ud83d\\udc1f'}",
                "{'a':'🐟 кижуч'}",
                "{'a':'\\\\u0000 \\\\ud83d'}",
                "{'a':'\\u00'}",
                "{'a':'\\uzzzz'}",
                "\\",
                ""
            })
    void otherTextIsAccepted(String json) {
        assertThat(UnstorableText.find(bytes(json))).isEmpty();
    }

    @Test
    void aSurrogateInUtf8IsFound() {
        assertThat(UnstorableText.find(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .hasValueSatisfying(text -> assertThat(text).contains("U+D800"));
        assertThat(UnstorableText.find("\uD7FF".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}

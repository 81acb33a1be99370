package io.nerest.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored pools are sorted by these keys, so no version may change them. The values were computed apart from this code. */
class SeededHashTest {

    private static final UUID FRAME = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

    @ParameterizedTest
    @CsvSource({
        "0, -8906410791387331585, 0.5171825035464757, -1964465473373037441",
        "42, -2433704394106280680, 0.8680686204361225, -394192141578746259",
        "-7, 2556391982294775785, 0.13858228704642594, 1159963814813109742"
    })
    void keysAreThoseOfSplitMix64(long seed, long key, double uniform, long split) {
        SeededHash hash = new SeededHash(seed);

        assertThat(hash.of(FRAME)).isEqualTo(key);
        assertThat(hash.uniform(FRAME)).isEqualTo(uniform);
        assertThat(hash.split(1).of(FRAME)).isEqualTo(split);
    }
}

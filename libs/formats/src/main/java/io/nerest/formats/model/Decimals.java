package io.nerest.formats.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text of annotation files. */
public final class Decimals {
    private Decimals() {}

    /** A number without exponent, rounded to some decimals, without trailing zeros. */
    public static String plain(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}

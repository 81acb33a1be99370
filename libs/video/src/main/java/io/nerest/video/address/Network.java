package io.nerest.video.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, {@code 192.168.0.0/16} or {@code fd00::/8}.
 *
 * @param base first address
 * @param bits leading bits that all addresses of the range share
 */
public record Network(InetAddress base, int bits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*");

    /**
     * Parses a range; a single address is a range of one.
     *
     * @throws IllegalArgumentException if the text is not a range
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            if (!LITERAL.matcher(address).matches()) {
                throw new UnknownHostException(address);
            }
            InetAddress base = InetAddress.getByName(address);
            int most = base.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new NumberFormatException();
            }
            return new Network(base, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a range of addresses such as 192.168.0.0/16 or fd00::/8", e);
        }
    }

    /** Whether an address is in this range. */
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}

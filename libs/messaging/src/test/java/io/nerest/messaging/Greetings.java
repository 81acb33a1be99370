package io.nerest.messaging;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows that the service under test has stored. */
@ApplicationScoped
public class Greetings {
    private final AgroalDataSource dataSource;

    Greetings(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns the numbers stored for a text, in the order stored. */
    public List<Integer> numbersOf(String text) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT number FROM greeting WHERE text = ? ORDER BY id")) {
            select.setString(1, text);
            List<Integer> numbers = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

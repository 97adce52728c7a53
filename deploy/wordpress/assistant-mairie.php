<?php
/**
 * Plugin Name: Assistant litiges télécom de la mairie
 * Description: Affiche le bouton de l'assistant sur les pages du site. Réglages : menu Réglages, « Assistant de la mairie ».
 * Version: 1.0.0
 * Requires at least: 5.9
 * Requires PHP: 7.4
 * License: Apache-2.0
 */

defined( 'ABSPATH' ) || exit;

const ASSISTANT_MAIRIE = 'assistant_mairie';

// Each setting: its label, and what it is for.
const ASSISTANT_MAIRIE_FIELDS = array(
	'server' => array( "Adresse de l'assistant", 'https://assistant.ville.fr, sans rien après' ),
	'title'  => array( 'Mots du bouton', 'Facultatif. Sans eux : Assistant litiges télécom' ),
	'color'  => array( 'Couleur', 'Facultatif. Par exemple #0a6b4f' ),
	'logo'   => array( 'Adresse du logo', 'Facultatif. Une image de la médiathèque' ),
	'pages'  => array( 'Pages', 'Facultatif. Les numéros ou les noms (« slugs ») des pages, séparés par des virgules. Sans eux : toutes' ),
);

function assistant_mairie_settings() {
	return wp_parse_args( get_option( ASSISTANT_MAIRIE, array() ), array_fill_keys( array_keys( ASSISTANT_MAIRIE_FIELDS ), '' ) );
}

/** What is kept of what the form sends: an https address, a colour, plain words. */
function assistant_mairie_clean( $sent ) {
	$sent = wp_parse_args( (array) $sent, array_fill_keys( array_keys( ASSISTANT_MAIRIE_FIELDS ), '' ) );
	$server = esc_url_raw( trim( $sent['server'] ), array( 'https', 'http' ) );
	if ( '' === $server && '' !== trim( $sent['server'] ) ) {
		add_settings_error( ASSISTANT_MAIRIE, 'server', "L'adresse de l'assistant doit commencer par https:// : la précédente est gardée." );
		$server = assistant_mairie_settings()['server'];
	}
	return array(
		'server' => untrailingslashit( $server ),
		'title'  => sanitize_text_field( $sent['title'] ),
		'color'  => sanitize_text_field( $sent['color'] ),
		'logo'   => esc_url_raw( trim( $sent['logo'] ) ),
		'pages'  => sanitize_text_field( $sent['pages'] ),
	);
}

add_action( 'admin_init', function () {
	register_setting( ASSISTANT_MAIRIE, ASSISTANT_MAIRIE, array( 'sanitize_callback' => 'assistant_mairie_clean' ) );
} );

add_action( 'admin_menu', function () {
	add_options_page( 'Assistant de la mairie', 'Assistant de la mairie', 'manage_options', ASSISTANT_MAIRIE, function () {
		$settings = assistant_mairie_settings();
		echo '<div class="wrap"><h1>Assistant de la mairie</h1><form method="post" action="options.php">';
		settings_fields( ASSISTANT_MAIRIE );
		echo '<table class="form-table" role="presentation">';
		foreach ( ASSISTANT_MAIRIE_FIELDS as $name => list( $label, $help ) ) {
			$id = ASSISTANT_MAIRIE . '_' . $name;
			printf(
				'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input class="regular-text" id="%1$s" name="%3$s[%4$s]" value="%5$s" aria-describedby="%1$s_aide"><p class="description" id="%1$s_aide">%6$s</p></td></tr>',
				esc_attr( $id ),
				esc_html( $label ),
				esc_attr( ASSISTANT_MAIRIE ),
				esc_attr( $name ),
				esc_attr( $settings[ $name ] ),
				esc_html( $help )
			);
		}
		echo '</table>';
		submit_button();
		echo '</form></div>';
	} );
} );

add_action( 'wp_footer', function () {
	$settings = assistant_mairie_settings();
	$pages    = array_filter( array_map( 'trim', explode( ',', $settings['pages'] ) ) );
	if ( '' === $settings['server'] || ( $pages && ! is_page( $pages ) ) ) {
		return;
	}
	$options = '';
	foreach ( array( 'server', 'title', 'color', 'logo' ) as $name ) {
		if ( '' !== $settings[ $name ] ) {
			$options .= sprintf( ' data-%s="%s"', $name, esc_attr( $settings[ $name ] ) );
		}
	}
	// Optimisers that put scripts together or delay them leave the ones that say so alone.
	printf(
		'<script defer src="%s/widget.js"%s data-no-optimize="1" data-no-defer="1" data-cfasync="false" data-noptimize="1"></script>',
		esc_url( $settings['server'] ),
		$options
	);
} );

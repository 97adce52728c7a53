<?php

if (!defined('_ECRIRE_INC_VERSION')) {
	return;
}

// Each setting: its label, and what it is for.
const ASSISTANT_MAIRIE_FIELDS = [
	'server' => ['Adresse de l’assistant', 'https://assistant.ville.fr, sans rien après'],
	'title' => ['Mots du bouton', 'Facultatif. Sans eux : Assistant litiges télécom'],
	'color' => ['Couleur', 'Facultatif. Par exemple #0a6b4f'],
	'logo' => ['Adresse du logo', 'Facultatif. Une image du site ou d’ailleurs : /IMG/logo.png, https://www.ville.fr/logo.png'],
	'pages' => ['Pages', 'Facultatif, séparées par des virgules : 12 (l’article 12), rubrique3, sommaire (l’accueil), plan (la page ?page=plan) ou la fin d’une adresse (Un-litige-telecom). Sans elles : toutes'],
];

function assistant_mairie_settings() {
	include_spip('inc/config');
	return array_map('strval', (array) lire_config('assistant_mairie', [])) + array_fill_keys(array_keys(ASSISTANT_MAIRIE_FIELDS), '');
}

/** The pipeline that has SPIP load this file before it asks who may do what. */
function assistant_mairie_autoriser() {
}

/** Whoever names the script runs it in everyone's browser: for those who may add a plugin, no other administrator. */
function autoriser_assistantmairie_configurer_dist($faire, $type, $id, $qui, $opt) {
	return autoriser('webmestre', '', 0, $qui);
}

function autoriser_configurerassistantmairie_menu_dist($faire, $type, $id, $qui, $opt) {
	return autoriser('configurer', '_assistant_mairie', 0, $qui);
}

/** What the page shown can be called in the setting. */
function assistant_mairie_names($context) {
	// Whoever asks for ?id_article[]=1 gives a list.
	$context = array_filter($context, 'is_scalar');
	$names = empty($context['page']) ? [] : [$context['page']];
	if (isset($context['id_article'])) {
		$names[] = $context['id_article'];
		// /rubrique/article gives both: that page is the article's.
		unset($context['id_rubrique']);
	}
	foreach ($context as $name => $value) {
		if (strpos($name, 'id_') === 0) {
			$names[] = substr($name, 3) . $value;
		}
	}
	// A page that is not found has no name either.
	if (!$names && http_response_code() !== 404) {
		$names[] = 'sommaire';
	}
	// The last part of the address, however SPIP writes it: /Vos-demarches/Un-litige-telecom.html
	$names[] = basename(rawurldecode((string) parse_url($GLOBALS['REQUEST_URI'], PHP_URL_PATH)), '.html');
	return $names;
}

/** The line, before </body>. Only the public site goes through here, but its feeds, styles and parts of pages do too. */
function assistant_mairie_affichage_final($html) {
	$settings = assistant_mairie_settings();
	$context = isset($GLOBALS['contexte']) ? $GLOBALS['contexte'] : [];
	$pages = array_filter(array_map('trim', explode(',', $settings['pages'])));
	$end = empty($GLOBALS['html']) ? false : strripos($html, '</body>');
	if (
		$end === false
		|| $settings['server'] === ''
		|| ($pages && !array_intersect($pages, assistant_mairie_names($context)))
		// No script from elsewhere where a password is typed.
		|| (isset($context['page']) && in_array($context['page'], ['login', 'spip_pass']))
	) {
		return $html;
	}
	// Byte by byte: right in whatever charset the site is.
	$escape = function ($value) {
		return htmlspecialchars($value, ENT_QUOTES, 'ISO-8859-1');
	};
	$options = '';
	foreach (['server', 'title', 'color', 'logo'] as $name) {
		if ($settings[$name] !== '') {
			$options .= sprintf(' data-%s="%s"', $name, $escape($settings[$name]));
		}
	}
	// Optimisers that put scripts together or delay them leave the ones that say so alone.
	$line = sprintf(
		'<script defer src="%s/widget.js"%s data-no-optimize="1" data-no-defer="1" data-cfasync="false" data-noptimize="1"></script>',
		$escape($settings['server']),
		$options
	);
	return substr_replace($html, $line . "\n", $end, 0);
}

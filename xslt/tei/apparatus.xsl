<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:k="https://kktei.org/ns/xslt" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The state of the text: which reading is printed, which go to the apparatus, which signs the text
    needs. -->
  <xsl:import href="pointers.xsl"/>
  <xsl:import href="styles.xsl"/>
  <xsl:import href="labels.xsl"/>

  <!-- The reading of a choice or an apparatus entry that stands in the text: the lemma, wherever it is
       grouped. -->
  <xsl:function name="k:chosen" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="
      if ($choice/self::app) then ($choice/(lem | rdgGrp//lem), k:readings($choice)
      [not($choice/parent::listApp)])[1] (: of what stands apart no reading is in the text :)
      else if ($choice/seg) then $choice/seg[1]
      else ($choice/(corr | abbr | reg)[k:has-content(.)], $choice/(unclear | supplied), $choice/*)[1]"/>
  </xsl:function>

  <!-- All readings of an entry, in their order, those in groups too. -->
  <xsl:function name="k:readings" as="element()*">
    <xsl:param name="app" as="element()"/>
    <xsl:sequence select="$app/(lem | rdg | rdgGrp ! k:readings(.))"/>
  </xsl:function>

  <!-- What is in a reading; one that is a choice of its own is told as such. -->
  <xsl:function name="k:inside" as="node()*">
    <xsl:param name="reading" as="element()?"/>
    <xsl:sequence select="if ($reading/self::choice) then $reading else $reading/node()"/>
  </xsl:function>

  <!-- The other readings, which the apparatus tells, a witness's lack of words too; an expansion is no
    reading
       but an explanation. -->
  <xsl:function name="k:others" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:variable name="all" as="element()*" select="if ($choice/self::app) then k:readings($choice)
      else $choice/(sic | corr | orig | reg | unclear | supplied | seg | ex | am | choice)"/>
    <xsl:sequence select="($all except k:chosen($choice))[k:has-content(.) or self::rdg]"/>
  </xsl:function>

  <!-- Whether a node stands in the text: in no reading that another was preferred to.  An expansion explains
       the abbreviation that stands there. -->
  <xsl:function name="k:is-shown" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="k:is-taken($node/ancestor-or-self::*)"/>
  </xsl:function>

  <xsl:function name="k:is-taken" as="xs:boolean">
    <xsl:param name="around" as="element()*"/>
    <xsl:sequence select="every $e in $around[parent::choice or parent::app or
      parent::rdgGrp][not(self::rdgGrp)]
      satisfies $e/self::expan or $e intersect k:chosen($e/ancestor::*[self::choice or self::app][1])"/>
  </xsl:function>

  <!-- The words of an element as a reader of the text has them, on one line, without notes. -->
  <xsl:function name="k:words" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="normalize-space(string-join(k:taken-nodes($element)
      ! (if (self::text()) then string() else ' ')))"/>
  </xsl:function>

  <!-- Its texts, and the blocks, breaks and spaces that part them. -->
  <xsl:function name="k:taken-nodes" as="node()*">
    <xsl:param name="element" as="element()?"/>
    <xsl:variable name="outside" as="element()*" select="$element/ancestor-or-self::*"/>
    <xsl:sequence select="$element//(text() | p | ab | l | item | addrLine | space | lb[not(@break = 'no')])
      [k:is-taken(ancestor::* except $outside)]
      [empty((ancestor::note | ancestor::fw | ancestor::app[@k:apart]) except $outside)]"/>
  </xsl:function>

  <!-- Whether an element has anything to show: words or a gap. -->
  <xsl:function name="k:has-content" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element//text()[normalize-space()])
      or exists($element//(gap | g | graphic | figure | space))"/>
  </xsl:function>

  <!-- The witnesses of a reading, as they are named: sigla, or the keys pointed to; what an entry says of
       them in words, which may leave the sigla out ("in the margin"). -->
  <xsl:function name="k:all-sigla" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="said" as="xs:string*"
      select="$reading/following-sibling::*[1]/self::wit/normalize-space()[. != '']"/>
    <xsl:variable name="pointed" as="xs:string*" select="k:keys($reading/@wit)
      ! (k:here('#' || ., $reading)/k:siglum(.)[. != ''], .)[1]"/>
    <xsl:variable name="named" as="xs:string*" select="if (some $siglum in $pointed satisfies
      not(contains($said, $siglum))) then ($pointed, $said) else ($said, $pointed[empty($said)])"/>
    <xsl:sequence select="$named, $reading/@source/k:keys(.)[empty($named)]"/>
  </xsl:function>

  <!-- How a witness is named in an apparatus: what it says itself, else its id. -->
  <xsl:function name="k:siglum" as="xs:string">
    <xsl:param name="witness" as="element()"/>
    <xsl:sequence select="normalize-space(string(($witness/@n, $witness/abbr[@type = 'siglum'],
      $witness/(idno | .//altIdentifier/idno)[@type = 'siglum'], $witness/@xml:id)[normalize-space()][1]))"/>
  </xsl:function>

  <!-- The witness whose page begins with a break, without the number of its layer, and the page: "B 12". -->
  <xsl:function name="k:page-of" as="xs:string">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:variable name="keys" as="xs:string*" select="k:keys(string-join(($break/@ed, $break/@edRef), ' '))"/>
    <xsl:sequence select="string-join(distinct-values(if (empty($keys)) then () else
      root($break)//witness[(@xml:id, k:siglum(.)) = $keys]
      /replace(k:siglum(.), '(.)[¹²³⁴⁵⁶⁷⁸⁹]$', '$1')), ' ')"/>
  </xsl:function>

  <xsl:function name="k:page-name" as="xs:string">
    <xsl:param name="break" as="element(pb)"/>
    <xsl:sequence select="string-join((k:page-of($break), string($break/@n))[. != ''], ' ')"/>
  </xsl:function>

  <!-- Who has a reading and what is told of it: "B, second hand (over an erasure)"; of what the editors
    changed, that the source has it. -->
  <xsl:function name="k:told-of" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="string-join((string-join(k:all-sigla($reading), ' '), k:details($reading),
      k:t('reading.in-source')[$reading/(self::sic | self::orig)])[. != ''], ', ')
      || (k:witness-details($reading) ! (' (' || normalize-space() || ')')) => string-join()"/>
  </xsl:function>

  <!-- The hand, the kind, the cause, the author of a reading, in words. -->
  <xsl:function name="k:details" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="$reading/self::rdg/(@hand/k:keys(.) ! k:hand-words(., $reading),
      (@type, ancestor::app[1]/@type[. = 'transposition'])[1] ! k:t-or('reading.' || ., .),
      @cause ! k:t-or('cause.' || ., .),
      @resp/tokenize(.) ! (k:here(., $reading)/k:words((self::* [not(*)], .//(persName | name | resp))[1])[.
        != ''],
      k:key(.))[1], @cert ! k:t-or('cert.' || ., .))"/>
  </xsl:function>

  <xsl:function name="k:hand-words" as="xs:string">
    <xsl:param name="hand" as="xs:string"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="described" as="element()?" select="k:here('#' || $hand, $from)"/>
    <xsl:sequence select="(normalize-space($described)[. != ''], $described/@scribe/string(),
      k:t-or('hand.' || lower-case($hand), k:t('hand.other', map { 'n': $hand })))[1]"/>
  </xsl:function>

  <!-- Remarks on a witness of a reading; those of an entry that name no reading of it are the entry's. -->
  <xsl:function name="k:witness-details" as="element(witDetail)*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="of" as="element(witDetail)*"
      select="$reading/ancestor::app[1]/(witDetail | rdgGrp/witDetail)"/>
    <xsl:sequence select="$of[if (@target ! k:here(., $reading)) then @target/k:keys(.) = $reading/@xml:id
      else @wit/k:keys(.) = $reading/@wit/k:keys(.)], $reading/witDetail"/>
  </xsl:function>

  <!-- What stands beside the readings of an entry: notes, and remarks that are on none of them. -->
  <xsl:function name="k:entry-notes" as="element()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="told" as="element()*" select="k:readings($entry) ! k:witness-details(.)"/>
    <xsl:sequence select="($entry/(note | noteGrp/note | rdgGrp/note) | ($entry/(witDetail | rdgGrp/witDetail)
      except $told))[normalize-space()]"/>
  </xsl:function>

  <!-- Such a note in words; a remark on a witness names it. -->
  <xsl:function name="k:entry-note-words" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="string-join(($note/self::witDetail/@wit/k:keys(.), normalize-space($note)), ' ')"/>
  </xsl:function>

  <!-- Where a witness begins, ends, has a gap, or begins a paragraph that others do not. -->
  <xsl:function name="k:bounds" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="$reading//(witStart | witEnd | lacunaStart | lacunaEnd
      | milestone[@unit = ('p', 'l')]) ! k:t('reading.' || local-name())"/>
  </xsl:function>

  <!-- The editorial signs that an element calls for; the key of signs lists those that occur. -->
  <xsl:function name="k:sign" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
      if ($name = ('del', 'surplus', 'add', 'supplied', 'unclear', 'gap', 'space', 'damage', 'ex', 'figure',
      'formula', 'restore'))
      then $name
      else if ($name = 'pb' and $element/@n != '') then 'pb'
      else if ($name = 'sic' and empty($element/parent::choice)) then 'sic'
      else if ($name = 'corr' and empty($element/parent::choice)) then 'corr'
      else if ($name = ('choice', 'app') and exists(k:others($element))) then 'apparatus'
      else if ($name = 'expan' and empty($element/parent::choice)) then 'expan'
      else if ($name = 'hi' and k:styles($element) = 'underline') then 'underlined'
      else if ($name = 'hi' and k:styles($element) = 'spaced') then 'spaced'
      else ()"/>
  </xsl:function>


  <!-- How much is missing, where numbers say it: "2 chars". -->
  <xsl:function name="k:extent" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:sequence select="string-join(($gap/@quantity, $gap/@unit)[$gap/@quantity and $gap/@unit], ' ')"/>
  </xsl:function>

  <!-- Whether what was left blank is the space between two words: one or two characters. -->
  <xsl:function name="k:is-word-space" as="xs:boolean">
    <xsl:param name="space" as="element(space)"/>
    <xsl:sequence select="($space/@quantity, $space/@extent)[1] = ('1', '2') and not($space/@dim = 'vertical')
      and (empty($space/@unit) or starts-with($space/@unit, 'char') or $space/@unit = 'space')"/>
  </xsl:function>

  <!-- How many lines were left blank, where the space is of whole lines: at most three are shown. -->
  <xsl:function name="k:blank-lines" as="xs:integer">
    <xsl:param name="space" as="element(space)"/>
    <xsl:variable name="number" as="xs:string" select="string(($space/@quantity, $space/@extent)[1])"/>
    <xsl:sequence select="if (not($space/@dim = 'vertical' or starts-with($space/@unit, 'line'))) then 0
      else if ($number castable as xs:positiveInteger) then min((xs:integer($number), 3)) else 1"/>
  </xsl:function>

  <!-- An entry of its own: has other readings, or says where a witness begins or ends; it stands in the text,
       and
       no note is around it (a note tells its own). -->
  <xsl:function name="k:is-entry" as="xs:boolean">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="empty($choice/(ancestor::note | parent::listApp |
      ancestor::teiHeader))
      and exists($choice/ancestor::text) and (exists(k:others($choice)) or exists(k:bounds($choice)))
      and k:is-taken($choice/ancestor-or-self::*)"/>
  </xsl:function>

  <!-- The entries of a text, in their order. -->
  <xsl:function name="k:all-entries" as="element()*">
    <xsl:param name="text" as="element(text)*"/>
    <xsl:sequence select="sort($text//(choice | app)[k:is-entry(.)], (), k:entry-number#1)"/>
  </xsl:function>

  <!-- Where an element and its text have other readings that no entry tells, because a note is around
    them. -->
  <xsl:function name="k:entries-of-note" as="element()*">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note//(choice | app)[k:others(.)][not(ancestor::choice)]"/>
  </xsl:function>

  <!-- A reading that says nothing but where its witnesses begin or end. -->
  <xsl:function name="k:is-bound" as="xs:boolean">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="normalize-space($reading) = '' and exists(k:bounds($reading))"/>
  </xsl:function>

  <!-- Whether an entry begins with its lemma: words, or witnesses that have none. -->
  <xsl:function name="k:is-lemma" as="xs:boolean">
    <xsl:param name="lemma" as="element()?"/>
    <xsl:sequence select="exists($lemma) and not(k:is-bound($lemma))
      and (k:has-content($lemma) or k:told-of-lemma($lemma) != '')"/>
  </xsl:function>

  <!-- An entry that is about nothing but where witnesses, or their paragraphs, begin or end. -->
  <xsl:function name="k:is-about-bounds" as="xs:boolean">
    <xsl:param name="entry" as="element(app)?"/>
    <xsl:sequence select="exists($entry) and (every $reading in k:readings($entry) satisfies
      normalize-space($reading) = '' and not(k:has-content($reading)))"/>
  </xsl:function>

  <!-- "lemma] reading B; om. C": an entry as plain words. -->
  <xsl:function name="k:entry-words" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="lemma" as="element()?" select="k:chosen($entry)"/>
    <xsl:sequence select="(if (k:is-lemma($lemma)) then k:lemma-words($lemma) || '] ' else '')
      || k:variant-words($entry)"/>
  </xsl:function>

  <xsl:function name="k:lemma-words" as="xs:string">
    <xsl:param name="lemma" as="element()"/>
    <xsl:sequence select="string-join((k:words($lemma), k:told-of-lemma($lemma))[. != ''], ' ')"/>
  </xsl:function>

  <xsl:function name="k:variant-words" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="lemma" as="element()?" select="k:chosen($entry)"/>
    <xsl:variable name="told" as="xs:string*" select="($lemma[k:is-bound(.)], k:others($entry))
      ! string-join((if (k:is-bound(.)) then (k:told-of(.), k:bounds(.)) else (k:reading-words(.),
        k:told-of(.)))
      [. != ''], ' ')"/>
    <xsl:sequence select="string-join(($lemma[not(k:is-bound(.))] ! k:bounds(.), $told,
      k:entry-notes($entry) ! k:entry-note-words(.)), '; ')"/>
  </xsl:function>

  <!-- An entry within a reading, behind its words there: "long (ling C)"; "(add. and C)". -->
  <xsl:function name="k:entry-within" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="if (k:adds-only($entry)) then ' (' || k:t('reading.added') || ' '
      || k:variant-words($entry) || ')'
      else k:chosen($entry) ! k:lemma-words(.) || ' (' || k:variant-words($entry) || ')'"/>
  </xsl:function>

  <!-- Whether the text has no words where an entry tells some. -->
  <xsl:function name="k:adds-only" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="not(k:chosen($entry) ! (k:has-content(.) or k:is-bound(.)))"/>
  </xsl:function>

  <!-- The witnesses of the lemma, where an apparatus names them too; what the editors put in has none. -->
  <xsl:function name="k:told-of-lemma" as="xs:string">
    <xsl:param name="lemma" as="element()"/>
    <xsl:sequence select="if ($lemma/(self::sic | self::orig)) then '' else k:told-of($lemma)"/>
  </xsl:function>

  <!-- The notes of a reading that was not taken, which nothing calls. -->
  <xsl:function name="k:notes-of-reading" as="element(note)*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="$reading//note[not(k:is-shown(.))][ancestor::*[self::rdg or self::lem or self::note
      or parent::choice][1] is $reading]"/>
  </xsl:function>

  <!-- The word of the text before an entry, in its block. -->
  <xsl:function name="k:word-before" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="before" as="text()*" select="k:block-of($entry)//text()[. &lt;&lt; $entry]
      [empty((ancestor::note | ancestor::fw))][k:is-taken(ancestor::*)]"/>
    <xsl:sequence select="string(tokenize(string-join($before[position() gt last() - 20]))
      [matches(., '[\p{L}\p{N}]')][last()]) => replace('^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$', '')"/>
  </xsl:function>

  <xsl:function name="k:block-of" as="element()?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$node/ancestor::*[self::p or self::ab or self::l or self::head or self::item
      or self::cell or self::opener or self::closer or self::div or self::body][1]"/>
  </xsl:function>

  <!-- The words of a reading; of an entry in one that was not taken, all that it tells. -->
  <xsl:function name="k:reading-words" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="inner" as="element()*" select="$reading/descendant-or-self::*
      [self::app or self::choice][k:others(.)][not(k:is-entry(.))]
      [. is $reading or ancestor::*[self::app or self::choice or self::rdg or self::lem
      or parent::choice][1] is $reading]"/>
    <xsl:variable name="words" as="xs:string" select="if (empty($inner)) then k:words($reading) else
      normalize-space(string-join((k:taken-nodes($reading)[empty(ancestor::* intersect $inner)] | $inner)
      ! (if (. intersect $inner) then k:entry-within(.) else if (self::text()) then string() else ' ')))"/>
    <xsl:sequence select="string-join(($words[. != ''], '[…]'[$reading//gap and $words = ''],
      k:bounds($reading), k:t('reading.omitted')[not(k:has-content($reading)) and empty(k:bounds($reading))],
      k:notes-of-reading($reading) ! ('[' || normalize-space() || ']')), ' ')"/>
  </xsl:function>

  <!-- What a writer's marks transpose, in the order that they ask for. -->
  <xsl:function name="k:transposed" as="xs:string">
    <xsl:param name="transpose" as="element()"/>
    <xsl:variable name="done" as="attribute()?" select="$transpose/@k:carried"/>
    <xsl:variable name="named" as="xs:string*" select="($done, $transpose/(ptr | ref)/@target[empty($done)])
      ! tokenize(.)"/>
    <xsl:sequence select="k:t(if ($done) then 'edit.transposed-here' else 'edit.transposed', map { 'passages':
      string-join($named ! (k:here(., $transpose) ! ('“' || k:words(.) || '”'), k:key(.))[1], ' – ') })"/>
  </xsl:function>

  <!-- The number of an entry: that of its call, so that an entry within another comes first. -->
  <xsl:function name="k:entry-number" as="xs:integer">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="$choice/accumulator-after('k:entries')"/>
  </xsl:function>

  <!-- The letter of an apparatus entry: a, b ... z, aa, ab ... ba ... within each document. -->
  <xsl:function name="k:entry-letter" as="xs:string">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="k:lettered(k:entry-number($choice))"/>
  </xsl:function>

  <xsl:function name="k:lettered" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="last" as="xs:string" select="codepoints-to-string(97 + ($number - 1) mod 26)"/>
    <xsl:sequence select="if ($number le 26) then $last else k:lettered(($number - 1) idiv 26) || $last"/>
  </xsl:function>
</xsl:stylesheet>
